package com.pazpaz.adapter.migration;

import com.pazpaz.application.port.out.crypto.AdoptedCipherPort;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.persistence.MigrationRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.MigrationFinding;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows on their way, in PostgreSQL, as the application may see them. Every call has a transaction of its own. */
@ApplicationScoped
public class PostgresMigration implements MigrationRepository {

    private final Connections connections;
    private final EncryptionPort encryption;
    private final PlaintextMapper mapper;

    @Inject
    public PostgresMigration(Connections connections, EncryptionPort encryption, AdoptedCipherPort adopted) {
        this.connections = connections;
        this.encryption = encryption;
        this.mapper = new PlaintextMapper(adopted);
    }

    @Override
    public Optional<MigrationPhase> phase() {
        return connections.inTransaction(Halves::phase);
    }

    @Override
    public ReencryptionLimits limits() {
        return connections.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                            "SELECT rows_per_second, parallelism FROM pazpaz_migration.state");
                    ResultSet row = statement.executeQuery()) {
                row.next();
                int limit = row.getInt(1);
                return new ReencryptionLimits(
                        row.wasNull() ? OptionalInt.empty() : OptionalInt.of(limit), row.getInt(2), false);
            }
        });
    }

    @Override
    public Map<WorkspaceId, Long> pending() {
        return connections.inTransaction(connection -> {
            Map<WorkspaceId, Long> pending = new HashMap<>();
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT * FROM pazpaz_migration.pending_by_workspace()");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    pending.put(new WorkspaceId(rows.getObject(1, UUID.class)), rows.getLong(2));
                }
            }
            return pending;
        });
    }

    @Override
    public List<WorkspaceId> workspaces() {
        return connections.inTransaction(connection -> {
            List<WorkspaceId> workspaces = new ArrayList<>();
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT * FROM pazpaz_migration.workspaces()");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    workspaces.add(new WorkspaceId(rows.getObject(1, UUID.class)));
                }
            }
            return workspaces;
        });
    }

    @Override
    public Batch backfillNext(WorkspaceId workspace, Optional<ClientId> after, int limit) {
        return connections.inTransaction(connection -> {
            Halves halves = Halves.enter(connection, workspace, mapper);
            if (halves.phase().filter(MigrationPhase::writesPlaintext).isEmpty()) {
                return new Batch(0, List.of(), Optional.empty());
            }
            List<UUID> marked = halves.nextMarks(after, limit);
            if (marked.isEmpty()) {
                return new Batch(0, List.of(), Optional.empty());
            }
            List<PlaintextRow> rows = halves.lockPending(marked);
            List<EncryptedClient> encrypted = new ArrayList<>();
            halves.note(rows);
            for (PlaintextRow row : rows) {
                if (row.unreadable().isEmpty()) {
                    encrypted.add(encryption.encrypt(row.client(), row.revisionToWrite()));
                }
            }
            if (!encrypted.isEmpty()) {
                halves.writeCiphertext(encrypted, 0);
                readBack(halves, rows, encrypted);
            }
            return new Batch(encrypted.size(), List.of(), Optional.of(new ClientId(marked.get(marked.size() - 1))));
        });
    }

    private void readBack(Halves halves, List<PlaintextRow> rows, List<EncryptedClient> written) throws SQLException {
        Map<ClientId, EncryptedClient> found = byId(halves.readCiphertext(
                written.stream().map(client -> client.header().id()).toList()));
        for (PlaintextRow row : rows) {
            if (row.unreadable().isEmpty()
                    && !differences(row, found.get(row.client().id())).isEmpty()) {
                throw new IllegalStateException("What was read back is not what was encrypted");
            }
        }
    }

    @Override
    public Batch compareNext(WorkspaceId workspace, Optional<ClientId> after, int limit) {
        return connections.inTransaction(connection -> {
            Halves halves = Halves.enter(connection, workspace, mapper);
            List<PlaintextRow> rows = halves.readNext(after, limit);
            Optional<ClientId> last = last(rows);
            // What comes after the last row is looked at once: with the batch that has no rows any more.
            Map<ClientId, EncryptedClient> found = byId(halves.readCiphertext(after, last));
            // In the order of the database, as everybody locks who locks several rows.
            Set<ClientId> suspects =
                    new TreeSet<>(Comparator.comparing(id -> id.value().toString()));
            suspects.addAll(found.keySet());
            for (PlaintextRow row : rows) {
                if (unexpected(row, found.get(row.client().id())).isEmpty()) {
                    suspects.remove(row.client().id());
                } else {
                    suspects.add(row.client().id());
                }
            }
            List<MigrationFinding> findings = new ArrayList<>();
            for (ClientId suspect : suspects) {
                findings.addAll(lookAgain(halves, workspace, suspect));
            }
            return new Batch(rows.size(), findings, last);
        });
    }

    /** The halves were read one after the other; what was written in between differs no more once nobody can write. */
    private List<MigrationFinding> lookAgain(Halves halves, WorkspaceId workspace, ClientId id) throws SQLException {
        Optional<PlaintextRow> row = halves.lock(id);
        List<EncryptedClient> found = halves.readCiphertext(List.of(id));
        if (row.isEmpty()) {
            return found.isEmpty()
                    ? List.of()
                    : List.of(new MigrationFinding(workspace, id, MigrationFinding.RECORD, "has no plaintext"));
        }
        return unexpected(row.get(), found.isEmpty() ? null : found.get(0)).stream()
                .map(difference -> new MigrationFinding(workspace, id, difference.field(), difference.what()))
                .toList();
    }

    private record Difference(String field, String what) {}

    /** What differs, and should not: the ciphertext of a row that is marked is known to be missing or older. */
    private List<Difference> unexpected(PlaintextRow row, @Nullable EncryptedClient stored) {
        return row.isPending() ? List.of() : differences(row, stored);
    }

    private List<Difference> differences(PlaintextRow row, @Nullable EncryptedClient stored) {
        if (stored == null) {
            return List.of(new Difference(MigrationFinding.RECORD, "has no ciphertext, and is not marked"));
        }
        Client decrypted;
        try {
            decrypted = encryption.decrypt(stored);
        } catch (UnreadableRecordException e) {
            return List.of(new Difference(MigrationFinding.RECORD, "cannot be decrypted"));
        }
        List<Difference> differences = new ArrayList<>();
        for (ClientField field : ClientField.values()) {
            if (row.unreadable().contains(field) || !row.client().value(field).equals(decrypted.value(field))) {
                differences.add(new Difference(field.logicalName(), "differs"));
            }
        }
        var plain = row.client().header();
        var header = decrypted.header();
        if (plain.consentStatus() != header.consentStatus()
                || plain.active() != header.active()
                || !plain.createdAt().equals(header.createdAt())
                || !plain.updatedAt().equals(header.updatedAt())) {
            differences.add(
                    new Difference(MigrationFinding.RECORD, "differs in consent_status, is_active or its times"));
        }
        return differences;
    }

    private static Map<ClientId, EncryptedClient> byId(List<EncryptedClient> clients) {
        Map<ClientId, EncryptedClient> byId = new HashMap<>();
        clients.forEach(client -> byId.put(client.header().id(), client));
        return byId;
    }

    private static Optional<ClientId> last(List<PlaintextRow> rows) {
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(rows.get(rows.size() - 1).client().id());
    }
}
