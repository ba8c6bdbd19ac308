package com.pazpaz.benchmarks.rotation;

import com.pazpaz.adapter.crypto.AesGcmEncryptionAdapter;
import com.pazpaz.adapter.crypto.CacheLimits;
import com.pazpaz.adapter.crypto.CryptoProvider;
import com.pazpaz.adapter.crypto.Keyring;
import com.pazpaz.adapter.keystore.EnvironmentKeyStore;
import com.pazpaz.adapter.persistence.StandalonePersistence;
import com.pazpaz.adapter.persistence.schema.SchemaMigration;
import com.pazpaz.application.port.in.WorkShare;
import com.pazpaz.application.port.out.crypto.CryptoMeterPort;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.ReencryptionMeterPort;
import com.pazpaz.application.service.KeyPolicy;
import com.pazpaz.application.service.KeyRefreshService;
import com.pazpaz.application.service.OfflineLimit;
import com.pazpaz.application.service.Pauses;
import com.pazpaz.application.service.ReadBackShare;
import com.pazpaz.application.service.ReencryptService;
import com.pazpaz.demo.LocalPostgres;
import com.pazpaz.demo.StateDirectory;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Phi;
import com.pazpaz.domain.phi.Tags;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A PostgreSQL server with clients, whose key is replaced again and again. Confined to one thread. */
final class RotatedDatabase implements AutoCloseable {

    private static final int ROWS_OF_AN_INSERT = 500;
    private static final int CONNECTIONS = 2;
    private static final KeyPolicy POLICY = new KeyPolicy(false, Duration.ofDays(365));
    /** The job is alone and nothing fails: it never has a reason to wait, and would wait for ever for what is broken. */
    private static final Pauses NONE = time -> {
        throw new IllegalStateException("The re-encryption stumbled; what it logged says why");
    };

    private final LocalPostgres server;
    private final Meters meters;
    private final StandalonePersistence database;
    private final Map<String, String> keys = new HashMap<>();
    private final Keyring keyring;
    private final KeyRefreshService refresh;
    private final EncryptionPort encryption;
    private final List<WorkspaceId> workspaces = new ArrayList<>();
    private long clients;

    /** Starts a server whose data are in a directory, with the schema, a first key, and nothing else. */
    RotatedDatabase(StateDirectory directory) throws SQLException {
        server = LocalPostgres.in(directory).start();
        SchemaMigration.apply(
                server.jdbcUrl(),
                server.owner().name(),
                server.owner().password(),
                server.application().name());
        meters = new Meters(server);
        database = new StandalonePersistence(
                server.jdbcUrl(),
                server.application().name(),
                server.application().password(),
                CONNECTIONS);
        keyring = new Keyring(
                database.workspaceKeys(),
                CryptoMeterPort.NONE,
                CryptoProvider.named(CryptoProvider.DEFAULT),
                CacheLimits.defaults());
        refresh = new KeyRefreshService(
                new EnvironmentKeyStore(keys),
                database.encryptionKeys(),
                keyring,
                new OfflineLimit(Duration.ofHours(1), Clock.systemUTC()),
                POLICY);
        encryption = new AesGcmEncryptionAdapter(keyring, CryptoMeterPort.NONE);
        addKey();
    }

    private KeyVersion addKey() {
        byte[] key = new byte[KeyMaterial.LENGTH];
        new SecureRandom().nextBytes(key);
        var version = new KeyVersion(keys.size() + 1);
        keys.put("PAZPAZ_KEK_V" + version.number(), Base64.getEncoder().encodeToString(key));
        refresh.refresh();
        return version;
    }

    /** Adds a workspace with so many clients. */
    void load(FullClients people, int count) {
        var workspace = new WorkspaceId(UUID.randomUUID());
        workspaces.add(workspace);
        List<EncryptedClient> rows = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            rows.add(encryption.encrypt(client(workspace, people.next()), EncryptedClient.FIRST_REVISION));
            if (rows.size() == ROWS_OF_AN_INSERT || i == count) {
                database.clients().insert(workspace, rows);
                rows.clear();
            }
        }
        clients += count;
    }

    private static Client client(WorkspaceId workspace, Map<ClientField, String> texts) {
        Map<ClientField, Phi> values = new EnumMap<>(ClientField.class);
        texts.forEach((field, text) -> values.put(
                field, field == ClientField.TAGS ? Tags.of(List.of(text.split(";", -1))) : Phi.of(field, text)));
        Instant now = Instant.now();
        return new Client(new ClientHeader(workspace, ClientId.random(), true, true, 1, now, now), values);
    }

    /** Makes a new key the active one, and brings all clients under it in one thread. */
    Work rotate(Cipher cipher) throws SQLException, IOException {
        KeyVersion next = addKey();
        database.encryptionKeys().activate(next);
        refresh.refresh();
        for (WorkspaceId workspace : workspaces) {
            // For its key, which is made when it is first needed.
            encryption.encrypt(client(workspace, Map.of()), EncryptedClient.FIRST_REVISION);
        }
        meters.tidy();
        EncryptionPort port = cipher == Cipher.IDENTITY ? new IdentityCipher(next) : encryption;
        return meters.measure(() -> reencrypt(port, next));
    }

    private long reencrypt(EncryptionPort port, KeyVersion active) {
        UUID run = UUID.randomUUID();
        database.reencryptionRuns().start(run, ReencryptionLimits.DEFAULT, active, clients);
        WorkShare share = new ReencryptService(
                        port,
                        database.encryptionKeys(),
                        database.reencryption(),
                        database.reencryptionRuns(),
                        database.nodes(),
                        refresh,
                        ReadBackShare.ALL,
                        ReencryptionMeterPort.NONE,
                        NONE)
                .share(run, 0);
        boolean more = true;
        while (more) {
            more = share.next();
        }
        ReencryptionState end =
                database.reencryptionRuns().find(run).orElseThrow().state();
        if (end != ReencryptionState.COMPLETED) {
            throw new IllegalStateException("The re-encryption ended as " + end);
        }
        return clients;
    }

    @Override
    public void close() throws SQLException {
        keyring.clear();
        try {
            database.close();
            meters.close();
        } finally {
            server.close();
        }
    }
}
