package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.in.VerifyBackupUseCase.Drill;
import com.pazpaz.application.port.in.VerifyBackupUseCase.Finding;
import com.pazpaz.application.port.in.VerifyBackupUseCase.KeyFinding;
import com.pazpaz.application.port.out.keys.KeyBackupSource;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a drill finds out about a backup. */
class VerifyBackupServiceTest extends KeyBackupsFixture {

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
}
