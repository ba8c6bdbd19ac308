package com.pazpaz.adapter.migration;

import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The two halves of a client in one transaction: its plaintext in the old table, its ciphertext in the new one.
 *
 * <p>Whoever writes the ciphertext holds the lock of the plaintext row, and takes its mark away in the same transaction: a row
 * without a mark is the same in both halves, whoever writes, whenever.
 */
final class Halves {

    /** Whoever relies on the phase holds this lock shared until the end of its transaction. */
    static final int PHASE_LOCK = 7305;

    /**
     * Statements are planned each time: a plan that is kept from when the table of ciphertext was empty would read the whole
     * of it for every batch.
     */
    private static final String ENTER = "SELECT set_config('pazpaz.workspace_id', ?, true),"
            + " set_config('plan_cache_mode', 'force_custom_plan', true),"
            + " set_config('idle_in_transaction_session_timeout', '10s', true),"
            + " set_config('pazpaz.halves', 'both', true), pg_advisory_xact_lock_shared(" + PHASE_LOCK + ")";

    private static final String FROM = " FROM pazpaz_migration.plaintext c"
            + " LEFT JOIN pazpaz_migration.pending p ON p.workspace_id = c.workspace_id AND p.id = c.id"
            + " LEFT JOIN clients e ON e.workspace_id = c.workspace_id AND e.id = c.id";

    private final Connection connection;
    private final WorkspaceId workspace;
    private final PlaintextMapper mapper;
    private @Nullable MigratedColumns columns;

    private Halves(Connection connection, WorkspaceId workspace, PlaintextMapper mapper) {
        this.connection = connection;
        this.workspace = workspace;
        this.mapper = mapper;
    }

    /** Those of a workspace. From here on the phase stays what it is until the end of the transaction. */
    static Halves enter(Connection connection, WorkspaceId workspace, PlaintextMapper mapper) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ENTER)) {
            statement.setString(1, workspace.toString());
            statement.executeQuery().close();
        }
        return new Halves(connection, workspace, mapper);
    }

    /** How far the migration is; empty if there is none. */
    static Optional<MigrationPhase> phase(Connection connection) throws SQLException {
        try (PreparedStatement exists =
                        connection.prepareStatement("SELECT to_regclass('pazpaz_migration.state') IS NOT NULL");
                ResultSet row = exists.executeQuery()) {
            row.next();
            if (!row.getBoolean(1)) {
                return Optional.empty();
            }
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT phase FROM pazpaz_migration.state");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(MigrationPhase.valueOf(row.getString(1))) : Optional.empty();
        }
    }

    Optional<MigrationPhase> phase() throws SQLException {
        return phase(connection);
    }

    private MigratedColumns columns() throws SQLException {
        MigratedColumns known = columns;
        if (known == null) {
            known = MigratedColumns.stored(connection);
            columns = known;
        }
        return known;
    }

    /**
     * Rows as clients.
     *
     * @param condition SQL on c, p and e, with these parameters
     */
    List<PlaintextRow> read(String condition, @Nullable Object... parameters) throws SQLException {
        String sql = "SELECT " + PlaintextMapper.HEADER + ", " + columns().asText() + FROM
                + " WHERE c.workspace_id = ? AND " + condition;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, workspace.value());
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 2, parameters[i]);
            }
            List<PlaintextRow> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(mapper.toRow(columns(), found));
                }
            }
            return rows;
        }
    }

    List<PlaintextRow> read(Collection<ClientId> ids) throws SQLException {
        return read("c.id = ANY (?)", uuids(ids));
    }

    List<PlaintextRow> readPending(Collection<ClientId> ids) throws SQLException {
        return read("c.id = ANY (?) AND p.id IS NOT NULL", uuids(ids));
    }

    List<PlaintextRow> readNext(Optional<ClientId> after, int limit) throws SQLException {
        return read(
                "c.id = ANY (ARRAY(SELECT pazpaz_migration.next_ids(?::uuid, ?))) ORDER BY c.id",
                after.map(ClientId::value).orElse(null),
                limit);
    }

    List<PlaintextRow> readNextPending(Optional<ClientId> after, int limit) throws SQLException {
        return readPending(nextMarks(after, limit).stream().map(ClientId::new).toList());
    }

    List<PlaintextRow> readPlacedAfter(long orderRevision, int limit) throws SQLException {
        List<UUID> placed = ids(
                "SELECT id FROM clients WHERE workspace_id = ? AND order_revision > ?"
                        + " UNION SELECT id FROM pazpaz_migration.pending WHERE workspace_id = ? AND order_revision > ?"
                        + " LIMIT ?",
                workspace.value(),
                orderRevision,
                workspace.value(),
                orderRevision,
                limit);
        return read(placed.stream().map(ClientId::new).toList());
    }

    List<PlaintextRow> readPendingPlacedAfter(long orderRevision, int limit) throws SQLException {
        List<UUID> placed = ids(
                "SELECT id FROM pazpaz_migration.pending WHERE workspace_id = ? AND order_revision > ? LIMIT ?",
                workspace.value(),
                orderRevision,
                limit);
        return readPending(placed.stream().map(ClientId::new).toList());
    }

    /** The next rows that are marked, in ascending order. */
    List<UUID> nextMarks(Optional<ClientId> after, int limit) throws SQLException {
        String marks = "SELECT id FROM pazpaz_migration.pending WHERE workspace_id = ?";
        String inOrder = " ORDER BY id LIMIT ?";
        return after.isPresent()
                ? ids(
                        marks + " AND id > ?" + inOrder,
                        workspace.value(),
                        after.get().value(),
                        limit)
                : ids(marks + inOrder, workspace.value(), limit);
    }

    /**
     * Those of these rows that are pending and that nobody else is working on, in ascending order of their ids, locked until
     * the end of the transaction. The rows are named, since PostgreSQL locks all that it reads behind a security barrier,
     * before any join or limit.
     */
    List<PlaintextRow> lockPending(List<UUID> marked) throws SQLException {
        String sql = "SELECT c.id FROM pazpaz_migration.plaintext c WHERE c.workspace_id = ? AND c.id = ANY (?)"
                + " ORDER BY c.id FOR UPDATE OF c SKIP LOCKED";
        return lock(sql, workspace.value(), connection.createArrayOf("uuid", marked.toArray())).stream()
                .filter(PlaintextRow::isPending)
                .toList();
    }

    /** One row, locked until the end of the transaction. */
    Optional<PlaintextRow> lock(ClientId id) throws SQLException {
        String sql =
                "SELECT c.id FROM pazpaz_migration.plaintext c WHERE c.workspace_id = ? AND c.id = ? FOR UPDATE OF c";
        return lock(sql, workspace.value(), id.value()).stream().findFirst();
    }

    /**
     * What is read together with a lock may be older than what was locked: rows are read once they stand still. The ciphertext
     * is locked as well, which a re-encryption may rewrite meanwhile.
     */
    private List<PlaintextRow> lock(String sql, Object... parameters) throws SQLException {
        List<UUID> locked = ids(sql, parameters);
        if (locked.isEmpty()) {
            return List.of();
        }
        var ids = connection.createArrayOf("uuid", locked.toArray());
        ids(
                "SELECT e.id FROM clients e WHERE e.workspace_id = ? AND e.id = ANY (?) ORDER BY e.id FOR UPDATE",
                workspace.value(),
                ids);
        return read("c.id = ANY (?) ORDER BY c.id", ids);
    }

    private List<UUID> ids(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<UUID> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
            return ids;
        }
    }

    private Array uuids(Collection<ClientId> ids) throws SQLException {
        return connection.createArrayOf(
                "uuid", ids.stream().map(ClientId::value).toArray());
    }

    /** Writes the plaintext of a new client. */
    void insertPlaintext(Client client) throws SQLException {
        PlaintextStatement.insert(connection, columns(), mapper, client);
    }

    /** Writes what has changed of the plaintext of a client; what has not stays as it is, however it is spelt. */
    void updatePlaintext(PlaintextRow row, Client client) throws SQLException {
        PlaintextStatement.update(connection, columns(), mapper, row, client);
    }

    /** Gives the next place in the order of the workspace's list. Whoever else moves a client waits for this transaction. */
    long nextPlace() throws SQLException {
        String sql = "UPDATE workspaces SET order_revision = order_revision + 1 WHERE id = ? RETURNING order_revision";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, workspace.value());
            try (ResultSet row = statement.executeQuery()) {
                // There is one since there is a key of the workspace.
                row.next();
                return row.getLong(1);
            }
        }
    }

    /**
     * Writes the ciphertext of clients, and takes their marks away. The rows of their plaintext are locked.
     *
     * @param place to which they have moved; 0 if they have not
     * @throws IllegalStateException if a newer one is there
     */
    void writeCiphertext(List<EncryptedClient> clients, long place) throws SQLException {
        CiphertextStatement.write(connection, workspace, clients, place);
    }

    /** Ciphertexts after this one, and up to that one where there is one. */
    List<EncryptedClient> readCiphertext(Optional<ClientId> after, Optional<ClientId> end) throws SQLException {
        List<Object> parameters = new ArrayList<>();
        after.map(ClientId::value).ifPresent(parameters::add);
        end.map(ClientId::value).ifPresent(parameters::add);
        return CiphertextStatement.read(
                connection,
                workspace,
                (after.isPresent() ? "e.id > ?" : "true") + (end.isPresent() ? " AND e.id <= ?" : ""),
                parameters.toArray());
    }

    List<EncryptedClient> readCiphertext(Collection<ClientId> ids) throws SQLException {
        return CiphertextStatement.read(connection, workspace, "e.id = ANY (?)", uuids(ids));
    }

    /** Notes which values of rows break today's rules, instead of what was noted of these rows before. */
    void note(List<PlaintextRow> rows) throws SQLException {
        FindingStatement.note(connection, workspace, rows);
    }
}
