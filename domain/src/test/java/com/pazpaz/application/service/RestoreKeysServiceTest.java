package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.AccessDeniedException;
import com.pazpaz.application.port.in.KeyConflictException;
import com.pazpaz.application.port.in.RestoreKeysUseCase.Restored;
import com.pazpaz.application.port.out.keys.InMemoryKeyStore;
import com.pazpaz.application.port.out.keys.InvalidBackupException;
import com.pazpaz.application.port.out.keys.KeyBackupSource;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.phi.Clients;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What comes back from a backup. */
class RestoreKeysServiceTest extends KeyBackupsFixture {

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
        void isNotForWhoeverMayNot() {
            var service = new RestoreKeysService(access, emptied, registry, keyring, () -> {}, backupOf(V1, V2));

            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> service.restore(Clients.caller(Role.WORKSPACE_ADMIN)));
            assertThat(emptied.versions()).isEmpty();
        }

        @Test
        void loadsTheKeysBeforeItIsRecorded() {
            var loadedBefore = new AtomicBoolean();
            var service = new RestoreKeysService(
                    access,
                    emptied,
                    registry,
                    keyring,
                    () -> loadedBefore.set(record.events().isEmpty()),
                    backupOf(V1, V2));

            assertThat(service.restore(officer).recorded()).isTrue();

            assertThat(loadedBefore).isTrue();
        }

        @Test
        void saysWhatWentWrongFirst() {
            emptied.put(V2, bytesOf(V3));
            var defect = new IllegalStateException("The keys could not be loaded");
            var service = new RestoreKeysService(
                    access,
                    emptied,
                    registry,
                    keyring,
                    () -> {
                        throw defect;
                    },
                    backupOf(V1, V2));

            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() -> service.restore(officer))
                    .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(defect));
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
            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() -> restore(new ReadOnlyKeyStore(emptied), backupOf(V1)))
                    .withMessageContaining("PAZPAZ_KEYSTORE");
        }
    }
}
