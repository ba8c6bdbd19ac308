package com.pazpaz.application.service;

import com.pazpaz.application.port.in.VerifyBackupUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.crypto.KeyringPort;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.keys.BackedUpKey;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyBackup;
import com.pazpaz.application.port.out.keys.KeyBackupSource;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads real records with nothing but the keys of a backup. */
public final class VerifyBackupService implements VerifyBackupUseCase {

    /** Records of each workspace under each key: what is wrong with a key is wrong with all of them. */
    static final int SAMPLE = 20;

    private final AccessControl access;
    private final EncryptionKeyRepository registry;
    private final EncryptedClientRepository clients;
    private final KeyringPort keyring;
    private final EncryptionPort encryption;
    private final KeyBackupSource backup;
    private final Clock clock;

    /**
     * @param keyring of the drill alone, without any key: nothing but the backup's keys must be able to decrypt
     * @param encryption under the keys of that keyring
     */
    public VerifyBackupService(
            AccessControl access,
            EncryptionKeyRepository registry,
            EncryptedClientRepository clients,
            KeyringPort keyring,
            EncryptionPort encryption,
            KeyBackupSource backup,
            Clock clock) {
        this.access = access;
        this.registry = registry;
        this.clients = clients;
        this.keyring = keyring;
        this.encryption = encryption;
        this.backup = backup;
        this.clock = clock;
    }

    @Override
    public Drill verify(Caller by) {
        access.require(by, Operation.VERIFY_KEY_BACKUP);
        Instant start = clock.instant();
        List<EncryptionKey> registered = registry.findAll();
        var records = registry.recordCounts();
        try (KeyBackup opened = backup.read()) {
            install(opened, registered);
            List<KeyFinding> findings = new ArrayList<>();
            registered.stream()
                    .filter(key -> isNeeded(key, records))
                    .map(key -> examine(key, opened, records.getOrDefault(key.version(), Map.of())))
                    .forEach(findings::add);
            notNeeded(opened, registered, records).forEach(findings::add);
            findings.sort(Comparator.comparing(KeyFinding::version));
            Set<KeyVersion> verified = verified(findings);
            boolean recorded = access.noteIfProvable(
                    by,
                    Operation.VERIFY_KEY_BACKUP,
                    entry -> entry.detail("keys", KeyNames.of(verified))
                            .detail(
                                    "missed",
                                    findings.stream()
                                            .filter(key -> key.finding().isMiss())
                                            .count()));
            // Afterwards: a key that may be activated because of a drill has that drill on record.
            registry.noteBackupVerified(verified);
            return new Drill(
                    opened.madeAt(),
                    findings,
                    workspacesOf(records),
                    Duration.between(start, clock.instant()),
                    recorded);
        } finally {
            keyring.clear();
        }
    }

    private void install(KeyBackup opened, List<EncryptionKey> registered) {
        Map<KeyVersion, KeyMaterial> right = new HashMap<>();
        for (EncryptionKey key : registered) {
            opened.find(key.version())
                    .filter(held -> isThe(key, held))
                    .ifPresent(held -> right.put(key.version(), held.key()));
        }
        keyring.install(right, Optional.empty());
    }

    private boolean isThe(EncryptionKey key, BackedUpKey held) {
        return keyring.checkValueOf(held.key()).equals(key.checkValue());
    }

    private KeyFinding examine(EncryptionKey key, KeyBackup opened, Map<WorkspaceId, Long> records) {
        KeyVersion version = key.version();
        var held = opened.find(version);
        if (held.isEmpty()) {
            return new KeyFinding(version, Finding.MISSING, records.size(), 0, 0);
        }
        if (!isThe(key, held.get())) {
            return new KeyFinding(version, Finding.DIFFERENT, records.size(), 0, 0);
        }
        long read = 0;
        long unreadable = 0;
        for (WorkspaceId workspace : records.keySet()) {
            List<EncryptedClient> sample = clients.findSample(workspace, version, SAMPLE);
            long readable = sample.stream().filter(this::isReadable).count();
            read += readable;
            // Records that are counted and not found were not read either.
            unreadable += Math.max(1, sample.size()) - readable;
        }
        Finding finding = unreadable == 0 ? Finding.VERIFIED : Finding.UNREADABLE_RECORDS;
        return new KeyFinding(version, finding, records.size(), read, unreadable);
    }

    private boolean isReadable(EncryptedClient client) {
        try {
            encryption.decrypt(client);
            return true;
        } catch (UnreadableRecordException | InvalidKeyStoreException e) {
            return false;
        }
    }

    /** Whatever its state says: what counts is what the records say. */
    private static boolean isNeeded(EncryptionKey key, Map<KeyVersion, Map<WorkspaceId, Long>> records) {
        return key.state().mayDecrypt() || records.containsKey(key.version());
    }

    private static List<KeyFinding> notNeeded(
            KeyBackup opened, List<EncryptionKey> registered, Map<KeyVersion, Map<WorkspaceId, Long>> records) {
        Set<KeyVersion> needed = registered.stream()
                .filter(key -> isNeeded(key, records))
                .map(EncryptionKey::version)
                .collect(Collectors.toSet());
        return opened.keys().stream()
                .map(BackedUpKey::version)
                .filter(version -> !needed.contains(version))
                .map(version -> new KeyFinding(version, Finding.NOT_NEEDED, 0, 0, 0))
                .toList();
    }

    private static Set<KeyVersion> verified(List<KeyFinding> findings) {
        return findings.stream()
                .filter(key -> key.finding() == Finding.VERIFIED)
                .map(KeyFinding::version)
                .collect(Collectors.toSet());
    }

    private static int workspacesOf(Map<KeyVersion, Map<WorkspaceId, Long>> records) {
        return (int) records.values().stream()
                .flatMap(counts -> counts.keySet().stream())
                .distinct()
                .count();
    }
}
