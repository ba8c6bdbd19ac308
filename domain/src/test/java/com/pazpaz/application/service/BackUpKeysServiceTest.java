package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pazpaz.application.port.in.BackUpKeysUseCase.BackedUp;
import com.pazpaz.application.port.in.KeyConflictException;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a backup of the keys holds. */
class BackUpKeysServiceTest extends KeyBackupsFixture {

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
}
