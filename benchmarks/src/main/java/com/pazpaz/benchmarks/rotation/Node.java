package com.pazpaz.benchmarks.rotation;

import com.pazpaz.adapter.crypto.AesGcmEncryptionAdapter;
import com.pazpaz.adapter.crypto.CacheLimits;
import com.pazpaz.adapter.crypto.CryptoProvider;
import com.pazpaz.adapter.crypto.Keyring;
import com.pazpaz.adapter.keystore.EnvironmentKeyStore;
import com.pazpaz.adapter.persistence.StandalonePersistence;
import com.pazpaz.adapter.persistence.schema.SchemaMigration;
import com.pazpaz.application.port.in.RefreshKeysUseCase;
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
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The parts of a node that works on a database, with keys that it makes for itself. Confined to one thread. */
final class Node implements AutoCloseable {

    private static final int CONNECTIONS = 2;
    private static final KeyPolicy POLICY = new KeyPolicy(false, Duration.ofDays(365));
    /** The job is alone and nothing fails: it never has a reason to wait, and would wait for ever for what is broken. */
    private static final Pauses NONE = time -> {
        throw new IllegalStateException("The re-encryption stumbled; what it logged says why");
    };

    private final StandalonePersistence database;
    private final Map<String, String> keys = new HashMap<>();
    private final Keyring keyring;
    private final KeyRefreshService refresh;
    private final EncryptionPort encryption;

    /** One with a first key, which is active if the database has none. */
    Node(LocalPostgres server) {
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

    /** Brings PazPaz's schema up to date. */
    static void makeSchema(LocalPostgres server) {
        SchemaMigration.apply(
                server.jdbcUrl(),
                server.owner().name(),
                server.owner().password(),
                server.application().name());
    }

    StandalonePersistence database() {
        return database;
    }

    RefreshKeysUseCase keys() {
        return refresh;
    }

    EncryptionPort encryption() {
        return encryption;
    }

    private KeyVersion addKey() {
        byte[] key = new byte[KeyMaterial.LENGTH];
        new SecureRandom().nextBytes(key);
        var version = new KeyVersion(keys.size() + 1);
        keys.put("PAZPAZ_KEK_V" + version.number(), Base64.getEncoder().encodeToString(key));
        refresh.refresh();
        return version;
    }

    /** Makes a new key the active one, and has the keys of the workspaces under it made. */
    KeyVersion replaceKey(Collection<WorkspaceId> workspaces) {
        KeyVersion next = addKey();
        database.encryptionKeys().activate(next);
        refresh.refresh();
        for (WorkspaceId workspace : workspaces) {
            // For its key, which is made when it is first needed.
            encrypt(workspace, Map.of());
        }
        return next;
    }

    /** A new client; labels have a semicolon between them. */
    EncryptedClient encrypt(WorkspaceId workspace, Map<ClientField, String> texts) {
        Map<ClientField, Phi> values = new EnumMap<>(ClientField.class);
        texts.forEach((field, text) -> values.put(
                field, field == ClientField.TAGS ? Tags.of(List.of(text.split(";", -1))) : Phi.of(field, text)));
        Instant now = Instant.now();
        var header = new ClientHeader(workspace, ClientId.random(), true, true, 1, now, now);
        return encryption.encrypt(new Client(header, values), EncryptedClient.FIRST_REVISION);
    }

    /**
     * Brings all clients under the active key in one thread.
     *
     * @param port rewrites the records
     * @param clients how many there are
     * @return how many there are
     */
    long reencrypt(EncryptionPort port, KeyVersion active, long clients) {
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
    public void close() {
        keyring.clear();
        database.close();
    }
}
