package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.crypto.FakeKeyring;
import com.pazpaz.application.port.out.keys.BackedUpKey;
import com.pazpaz.application.port.out.keys.InMemoryKeyStore;
import com.pazpaz.application.port.out.keys.KeyBackup;
import com.pazpaz.application.port.out.keys.KeyBackupSource;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Clients;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** Two keys, some records under them, and backups of the keys as they should be and as they should not. */
abstract class KeyBackupsFixture {

    static final KeyVersion V1 = new KeyVersion(1);
    static final KeyVersion V2 = new KeyVersion(2);
    static final KeyVersion V3 = new KeyVersion(3);
    static final WorkspaceId PRACTICE = Clients.caller().workspace();
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00.5Z");

    final InMemoryKeyStore store = new InMemoryKeyStore();
    final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository();
    final InMemoryEncryptedClientRepository clients = new InMemoryEncryptedClientRepository();
    final FakeEncryption encryption = new FakeEncryption();
    final FakeKeyring keyring = new FakeKeyring();
    final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    final List<KeyBackup> written = new ArrayList<>();
    final OnRecord record = new OnRecord();
    final AccessControl access = record.access();
    final Caller officer = Clients.caller(Role.SECURITY_OFFICER);

    void assertLastIs(Operation operation, Map<String, String> details) {
        assertThat(record.last().operation()).isEqualTo(operation);
        assertThat(record.last().details()).isEqualTo(details);
        assertThat(record.last().user()).contains(officer.user());
    }

    @BeforeEach
    void startWithTwoKeys() {
        addKey(V1, KeyState.ACTIVE);
        addKey(V2, KeyState.PRE_ACTIVE);
    }

    static byte[] bytesOf(KeyVersion version) {
        byte[] bytes = new byte[KeyMaterial.LENGTH];
        Arrays.fill(bytes, (byte) version.number());
        return bytes;
    }

    KeyCheckValue checkValue(byte[] key) {
        try (KeyMaterial material = new KeyMaterial(key)) {
            return keyring.checkValueOf(material);
        }
    }

    void addKey(KeyVersion version, KeyState state) {
        store.put(version, bytesOf(version));
        registry.registerIfAbsent(new EncryptionKey(version, state, checkValue(bytesOf(version))));
    }

    BackedUpKey backedUp(KeyVersion version, byte[] key) {
        return new BackedUpKey(
                version, KeyState.ACTIVE, Instant.EPOCH, checkValue(bytesOf(version)), new KeyMaterial(key));
    }

    KeyBackupSource backupOf(KeyVersion... versions) {
        return () -> new KeyBackup(
                Instant.EPOCH,
                Arrays.stream(versions)
                        .map(version -> backedUp(version, bytesOf(version)))
                        .toList());
    }

    KeyBackupSource backupWithAChangedByteIn(KeyVersion version) {
        byte[] changed = bytesOf(version);
        changed[7] ^= 1;
        return () -> new KeyBackup(
                Instant.EPOCH,
                List.of(V1, V2).stream()
                        .map(each -> backedUp(each, each.equals(version) ? changed : bytesOf(each)))
                        .toList());
    }
}
