package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pazpaz.application.port.in.BackUpKeysUseCase.BackedUp;
import com.pazpaz.application.port.in.KeyConflictException;
import com.pazpaz.application.port.in.RestoreKeysUseCase.Restored;
import com.pazpaz.application.port.in.VerifyBackupUseCase.Drill;
import com.pazpaz.application.port.in.VerifyBackupUseCase.Finding;
import com.pazpaz.application.port.in.VerifyBackupUseCase.KeyFinding;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.crypto.FakeKeyring;
import com.pazpaz.application.port.out.keys.BackedUpKey;
import com.pazpaz.application.port.out.keys.InMemoryKeyStore;
import com.pazpaz.application.port.out.keys.InvalidBackupException;
import com.pazpaz.application.port.out.keys.KeyBackup;
import com.pazpaz.application.port.out.keys.KeyBackupSource;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Clients;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Backing up keys, restoring them, and the drill between the two. */
class KeyBackupsTest {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);
    private static final KeyVersion V3 = new KeyVersion(3);
    private static final WorkspaceId PRACTICE = Clients.caller().workspace();
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.5Z");

    private final InMemoryKeyStore store = new InMemoryKeyStore();
    private final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository();
    private final InMemoryEncryptedClientRepository clients = new InMemoryEncryptedClientRepository();
    private final FakeEncryption encryption = new FakeEncryption();
    private final FakeKeyring keyring = new FakeKeyring();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final List<KeyBackup> written = new ArrayList<>();
    private final OnRecord record = new OnRecord();
    private final AccessControl access = record.access();
    private final Caller officer = Clients.caller(Role.SECURITY_OFFICER);

    private void assertLastIs(Operation operation, Map<String, String> details) {
        assertThat(record.last().operation()).isEqualTo(operation);
        assertThat(record.last().details()).isEqualTo(details);
        assertThat(record.last().user()).contains(officer.user());
    }

    @BeforeEach
    void startWithTwoKeys() {
        addKey(V1, KeyState.ACTIVE);
        addKey(V2, KeyState.PRE_ACTIVE);
    }

    private static byte[] bytesOf(KeyVersion version) {
        byte[] bytes = new byte[KeyMaterial.LENGTH];
        Arrays.fill(bytes, (byte) version.number());
        return bytes;
    }

    private KeyCheckValue checkValue(byte[] key) {
        try (KeyMaterial material = new KeyMaterial(key)) {
            return keyring.checkValueOf(material);
        }
    }

    private void addKey(KeyVersion version, KeyState state) {
        store.put(version, bytesOf(version));
        registry.registerIfAbsent(new EncryptionKey(version, state, checkValue(bytesOf(version))));
    }

    private BackedUpKey backedUp(KeyVersion version, byte[] key) {
        return new BackedUpKey(
                version, KeyState.ACTIVE, Instant.EPOCH, checkValue(bytesOf(version)), new KeyMaterial(key));
    }

    private KeyBackupSource backupOf(KeyVersion... versions) {
        return () -> new KeyBackup(
                Instant.EPOCH,
                Arrays.stream(versions)
                        .map(version -> backedUp(version, bytesOf(version)))
                        .toList());
    }

    private KeyBackupSource backupWithAChangedByteIn(KeyVersion version) {
        byte[] changed = bytesOf(version);
        changed[7] ^= 1;
        return () -> new KeyBackup(
                Instant.EPOCH,
                List.of(V1, V2).stream()
                        .map(each -> backedUp(each, each.equals(version) ? changed : bytesOf(each)))
                        .toList());
    }

    @Nested
    class ABackup {

        /** Looks at the backup while it is open: it is wiped afterwards. */
        private List<String> backUp(KeyStorePort from) {
            List<String> seen = new ArrayList<>();
            var service = new BackUpKeysService(
                    access,
                    from,
                    registry,
                    keyring,
                    backup -> {
                        written.add(backup);
                        backup.keys()
                                .forEach(key -> seen.add(key.version() + " " + key.state() + " "
                                        + Arrays.equals(key.key().copy(), bytesOf(key.version())) + " "
                                        + key.checkValue().equals(checkValue(bytesOf(key.version())))));
                    },
                    clock);
            BackedUp done = service.backUp(officer);
            assertThat(done.keys()).hasSameSizeAs(seen);
            assertThat(done.recorded()).isEqualTo(!record.events().isEmpty());
            return seen;
        }

        @Test
        void isOnRecordBeforeItIsWritten() {
            var service = new BackUpKeysService(
                    access,
                    store,
                    registry,
                    keyring,
                    backup -> assertLastIs(Operation.BACK_UP_KEYS, Map.of("keys", "v1 v2")),
                    clock);

            assertThat(service.backUp(officer)).isEqualTo(new BackedUp(List.of(V1, V2), true));
        }

        @Test
        void isNotWrittenIfItCannotBeRecorded() {
            record.authentication().missTheKey(1);

            assertThatExceptionOfType(MissingKeyException.class).isThrownBy(() -> backUp(store));
            assertThat(written).isEmpty();
        }

        @Test
        void isMadeBeforeThereIsAnythingToRecordItWith() {
            record.authentication().unready();

            assertThat(backUp(store)).hasSize(2);
            assertThat(record.events()).isEmpty();
        }

        @Test
        void holdsEveryKeyWithWhatIsKnownOfIt() {
            assertThat(backUp(store)).containsExactly("v1 ACTIVE true true", "v2 PRE_ACTIVE true true");
            assertThat(written).singleElement().satisfies(backup -> {
                assertThat(backup.madeAt()).isEqualTo("2026-11-24T12:00:00Z");
                assertThat(backup.keys()).allMatch(key -> key.createdAt().equals(Instant.EPOCH));
            });
        }

        @Test
        void isWipedOnceItIsWritten() {
            backUp(store);

            assertThat(written.get(0).keys()).allMatch(key -> key.key().isDestroyed());
        }

        @Test
        void leavesDestroyedKeysOut() {
            registry.setState(V2, KeyState.DESTROYED);

            assertThat(backUp(store)).containsExactly("v1 ACTIVE true true");
        }

        @Test
        void leavesAKeyOutThatNothingCanDependOn() {
            store.remove(V2);

            assertThat(backUp(store)).containsExactly("v1 ACTIVE true true");
        }

        @Test
        void isNotTakenWhileAKeyInUseIsMissing() {
            store.remove(V1);

            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() -> backUp(store))
                    .withMessageContaining("v1")
                    .withMessageContaining("incomplete");
            assertThat(written).isEmpty();
        }

        @Test
        void isNotTakenOfAWrongKey() {
            store.put(V1, bytesOf(V3));

            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() -> backUp(store))
                    .withMessageContaining("v1")
                    .withMessageContaining("not the key that was registered");
            assertThat(written).isEmpty();
        }

        @Test
        void isNotTakenOfNothing() {
            registry.setState(V1, KeyState.DESTROYED);
            registry.setState(V2, KeyState.DESTROYED);

            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() -> backUp(store))
                    .withMessageContaining("keys init");
        }

        @Test
        void holdsEachVersionOnceAndInOrder() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> backupOf(V2, V1).read());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> backupOf(V1, V1).read());
        }
    }

    @Nested
    class TheDrill {

        private final List<EncryptedClient> stored = new ArrayList<>();

        @BeforeEach
        void storeClients() {
            for (int i = 0; i < 3; i++) {
                Client client = Clients.registered(PRACTICE, Clients.named("Tuvia", "Testovsky"));
                stored.add(encryption.encrypt(client, 1));
            }
            clients.insert(PRACTICE, stored);
            registry.count(V1, Map.of(PRACTICE, 3L));
        }

        private Drill verify(KeyBackupSource backup) {
            return new VerifyBackupService(access, registry, clients, keyring, encryption, backup, clock)
                    .verify(officer);
        }

        @Test
        void readsASampleOfEveryWorkspaceWithTheKeysOfTheBackup() {
            Drill drill = verify(backupOf(V1, V2));

            assertThat(drill.keys())
                    .containsExactly(
                            new KeyFinding(V1, Finding.VERIFIED, 1, 3, 0),
                            new KeyFinding(V2, Finding.VERIFIED, 0, 0, 0));
            assertThat(drill.passed()).isTrue();
            assertThat(drill.workspaces()).isEqualTo(1);
            assertThat(drill.madeAt()).isEqualTo(Instant.EPOCH);
            assertThat(drill.took()).isEqualTo(Duration.ZERO);
        }

        @Test
        void isNotedInTheDatabase() {
            verify(backupOf(V1, V2));

            assertThat(registry.backupsVerified()).containsOnlyKeys(V1, V2);
        }

        @Test
        void leavesNoKeyInMemory() {
            verify(backupOf(V1, V2));

            assertThat(keyring.installed()).isEmpty();
        }

        @Test
        void namesTheKeyOfWhichOneByteChanged() {
            Drill drill = verify(backupWithAChangedByteIn(V1));

            assertThat(drill.keys())
                    .containsExactly(
                            new KeyFinding(V1, Finding.DIFFERENT, 1, 0, 0),
                            new KeyFinding(V2, Finding.VERIFIED, 0, 0, 0));
            assertThat(drill.passed()).isFalse();
            assertThat(registry.backupsVerified()).containsOnlyKeys(V2);
        }

        @Test
        void namesTheKeyThatTheBackupLacks() {
            Drill drill = verify(backupOf(V2));

            assertThat(drill.keys()).contains(new KeyFinding(V1, Finding.MISSING, 1, 0, 0));
            assertThat(drill.passed()).isFalse();
        }

        @Test
        void countsTheRecordsThatCannotBeRead() {
            encryption.spoil(stored.get(1).header().id());

            Drill drill = verify(backupOf(V1, V2));

            assertThat(drill.keys()).contains(new KeyFinding(V1, Finding.UNREADABLE_RECORDS, 1, 2, 1));
            assertThat(drill.passed()).isFalse();
            assertThat(registry.backupsVerified()).containsOnlyKeys(V2);
        }

        @Test
        void doesNotMindKeysThatNothingNeeds() {
            registry.setState(V2, KeyState.DESTROYED);

            Drill drill = verify(backupOf(V1, V2, V3));

            assertThat(drill.keys())
                    .extracting(KeyFinding::finding)
                    .containsExactly(Finding.VERIFIED, Finding.NOT_NEEDED, Finding.NOT_NEEDED);
            assertThat(drill.passed()).isTrue();
        }

        @Test
        void asksForAKeyThatRecordsNeedWhateverItsStateSays() {
            registry.setState(V1, KeyState.DESTROYED);

            assertThat(verify(backupOf(V2)).keys()).contains(new KeyFinding(V1, Finding.MISSING, 1, 0, 0));
            assertThat(verify(backupOf(V1, V2)).keys()).contains(new KeyFinding(V1, Finding.VERIFIED, 1, 3, 0));
        }

        @Test
        void countsRecordsThatCannotBeFoundAsUnreadable() {
            registry.count(V2, Map.of(Clients.caller().workspace(), 7L));

            Drill drill = verify(backupOf(V1, V2));

            assertThat(drill.keys()).contains(new KeyFinding(V2, Finding.UNREADABLE_RECORDS, 1, 0, 1));
            assertThat(drill.passed()).isFalse();
        }

        @Test
        void isOnRecordWhereThereAreKeysToProveIt() {
            assertThat(verify(backupOf(V2)).recorded()).isTrue();
            assertLastIs(Operation.VERIFY_KEY_BACKUP, Map.of("keys", "v2", "missed", "1"));

            record.authentication().missTheKey(1);
            assertThat(verify(backupOf(V2)).recorded()).isFalse();
            record.authentication().unready();
            assertThat(verify(backupOf(V2)).recorded()).isFalse();
            assertThat(record.events()).hasSize(1);
        }

        @Test
        void findsAnEmptyBackupOfNoUse() {
            assertThat(verify(backupOf()).passed()).isFalse();
        }
    }

    @Nested
    class ARestore {

        private final InMemoryKeyStore emptied = new InMemoryKeyStore();

        private Restored restore(KeyStorePort into, KeyBackupSource backup) {
            return new RestoreKeysService(access, into, registry, keyring, () -> {}, backup).restore(officer);
        }

        @Test
        void putsBackWhatTheStoreLacks() {
            emptied.put(V1, bytesOf(V1));

            assertThat(restore(emptied, backupOf(V1, V2)))
                    .isEqualTo(new Restored(List.of(V2), List.of(V1), List.of(), List.of(), true));

            try (KeyMaterial key = emptied.load(V2)) {
                assertThat(key.copy()).isEqualTo(bytesOf(V2));
            }
        }

        @Test
        void isOnRecordOnceThereAreKeysToProveIt() {
            restore(emptied, backupOf(V1, V2));
            assertLastIs(Operation.RESTORE_KEYS, Map.of("keys", "v1 v2"));

            record.authentication().missTheKey(1);
            assertThat(restore(emptied, backupOf(V1, V2)).recorded()).isFalse();
        }

        @Test
        void isOnRecordAsFarAsItCameWhenItEnds() {
            emptied.put(V2, bytesOf(V3));

            assertThatExceptionOfType(KeyConflictException.class).isThrownBy(() -> restore(emptied, backupOf(V1, V2)));

            assertLastIs(Operation.RESTORE_KEYS, Map.of("keys", "v1"));
        }

        @Test
        void isDoneWhereItCannotBeRecorded() {
            record.trail().breakDown();
            assertThat(restore(emptied, backupOf(V1, V2)))
                    .isEqualTo(new Restored(List.of(V1, V2), List.of(), List.of(), List.of(), false));

            record.authentication().loseTheDatabase();
            assertThat(restore(emptied, backupOf(V1, V2)))
                    .isEqualTo(new Restored(List.of(), List.of(V1, V2), List.of(), List.of(), false));
        }

        @Test
        void leavesDestroyedKeysDestroyed() {
            registry.setState(V2, KeyState.DESTROYED);

            assertThat(restore(emptied, backupOf(V1, V2)).destroyed()).containsExactly(V2);
            assertThat(emptied.versions()).containsExactly(V1);
        }

        @Test
        void bringsInNoKeyThatTheDatabaseDoesNotKnow() {
            Restored result = restore(emptied, backupOf(V1, V3));

            assertThat(result.restored()).containsExactly(V1);
            assertThat(result.unknown()).containsExactly(V3);
            assertThat(emptied.versions()).containsExactly(V1);
        }

        @Test
        void bringsInEveryKeyWhereTheDatabaseKnowsNone() {
            var nothing = new InMemoryEncryptionKeyRepository();

            assertThat(new RestoreKeysService(access, emptied, nothing, keyring, () -> {}, backupOf(V1, V3))
                            .restore(officer)
                            .restored())
                    .containsExactly(V1, V3);
        }

        @Test
        void neverOverwritesAKey() {
            emptied.put(V1, bytesOf(V3));

            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() -> restore(emptied, backupOf(V1, V2)))
                    .withMessageContaining("another key v1")
                    .withMessageContaining("never overwritten");
            try (KeyMaterial key = emptied.load(V1)) {
                assertThat(key.copy()).isEqualTo(bytesOf(V3));
            }
        }

        @Test
        void restoresNothingOfADamagedBackup() {
            assertThatExceptionOfType(InvalidBackupException.class)
                    .isThrownBy(() -> restore(emptied, backupWithAChangedByteIn(V2)))
                    .withMessageContaining("v2");
            assertThat(emptied.versions()).isEmpty();
        }

        @Test
        void restoresNothingForAnotherDatabase() {
            var other = new InMemoryEncryptionKeyRepository();
            other.registerIfAbsent(new EncryptionKey(V2, KeyState.ACTIVE, checkValue(bytesOf(V3))));

            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(
                            () -> new RestoreKeysService(access, emptied, other, keyring, () -> {}, backupOf(V1, V2))
                                    .restore(officer))
                    .withMessageContaining("knows another key v2");
            assertThat(emptied.versions()).isEmpty();
        }

        @Test
        void needsAStoreThatTakesKeys() {
            var readOnly = new KeyStorePort() {
                @Override
                public String name() {
                    return "read-only";
                }

                @Override
                public Set<KeyVersion> versions() {
                    return Set.of();
                }

                @Override
                public KeyMaterial load(KeyVersion version) {
                    throw new AssertionError("Nothing is loaded from it");
                }
            };

            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() -> restore(readOnly, backupOf(V1)))
                    .withMessageContaining("PAZPAZ_KEYSTORE");
        }
    }
}
