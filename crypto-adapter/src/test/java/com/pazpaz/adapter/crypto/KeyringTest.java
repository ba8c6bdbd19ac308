package com.pazpaz.adapter.crypto;

import static com.pazpaz.adapter.crypto.Clients.WORKSPACE;
import static com.pazpaz.adapter.crypto.Node.V1;
import static com.pazpaz.adapter.crypto.Node.V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.application.port.out.crypto.CryptoMeterPort.Failure;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.WorkspaceKey;
import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.WorkspaceId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringTest {

    private final Node node = Node.withTwoKeys();
    private final RecordRef ref = Clients.header(WORKSPACE).ref();

    @Nested
    class DataKeys {

        @Test
        void areMadeAndStoredOnFirstUse() {
            node.keyring.forEncryption(WORKSPACE);

            WorkspaceKey stored = theOneStored();
            assertThat(stored.workspace()).isEqualTo(WORKSPACE);
            assertThat(stored.version()).isEqualTo(V1);
            assertThat(stored.wrappedKey().text()).matches("v1:[\\w-]{16}:[\\w-]{43}:[\\w-]{22}");
        }

        @Test
        void areRandom() {
            node.keyring.forEncryption(WORKSPACE);
            node.keyring.forEncryption(new WorkspaceId(UUID.randomUUID()));
            node.install(V2);
            node.keyring.forEncryption(WORKSPACE);

            assertThat(node.repository.all())
                    .extracting(WorkspaceKey::checkValue)
                    .doesNotHaveDuplicates()
                    .hasSize(3);
        }

        @Test
        void areLoadedOnceAndThenFoundInMemory() {
            DataKey first = node.keyring.forEncryption(WORKSPACE);
            DataKey second = node.keyring.forEncryption(WORKSPACE);
            DataKey third = node.keyring.forDecryption(ref, V1);

            assertThat(second).isSameAs(first);
            assertThat(third).isSameAs(first);
            assertThat(node.repository.finds()).isEqualTo(1);
            assertThat(node.meter.misses()).isEqualTo(1);
            assertThat(node.meter.hits()).isEqualTo(2);
        }

        @Test
        void areSharedByAllNodesOfADatabase() {
            EncryptedClient stored = node.adapter.encrypt(Clients.withEveryField(), 1);
            var other = Node.withTwoKeys(node.repository);

            assertThat(other.adapter.decrypt(stored).values())
                    .isEqualTo(Clients.withEveryField().values());
            assertThat(other.adapter.encrypt(Clients.withEveryField(), 1).keyVersion())
                    .isEqualTo(V1);
            assertThat(node.repository.stores()).isEqualTo(1);
        }

        @Test
        void areThoseOfTheNodeThatStoredFirst() {
            var other = Node.withTwoKeys();
            other.keyring.forEncryption(WORKSPACE);
            WorkspaceKey winner = other.repository.all().get(0);
            node.repository.loseTheNextRaceTo(winner);

            EncryptedClient stored = node.adapter.encrypt(Clients.withEveryField(), 1);

            assertThat(theOneStored()).isEqualTo(winner);
            assertThat(other.adapter.decrypt(stored).values())
                    .isEqualTo(Clients.withEveryField().values());
        }

        @Test
        void areMadeOnceHoweverManyThreadsAsk() throws Exception {
            int threads = 16;
            var barrier = new CyclicBarrier(threads);
            var executor = Executors.newFixedThreadPool(threads);
            Callable<DataKey> first = () -> {
                barrier.await();
                return node.keyring.forEncryption(WORKSPACE);
            };

            var results = executor.invokeAll(
                    IntStream.range(0, threads).mapToObj(i -> first).toList());
            executor.shutdown();

            for (Future<DataKey> result : results) {
                assertThat(result.get()).isSameAs(results.get(0).get());
            }
            assertThat(node.repository.stores()).isEqualTo(1);
            assertThat(node.repository.finds()).isEqualTo(1);
        }

        @Test
        void areNotMadeForReading() {
            assertThatThrownBy(() -> node.keyring.forDecryption(ref, V1)).isInstanceOf(UnreadableRecordException.class);

            assertThat(node.repository.stores()).isZero();
        }

        @Test
        void areAskedForAgainAfterAFailure() {
            node.repository.failNextFindWith(new DatabaseUnavailableException(new RuntimeException()));

            assertThatThrownBy(() -> node.keyring.forEncryption(WORKSPACE))
                    .isInstanceOf(DatabaseUnavailableException.class);

            assertThat(node.keyring.forEncryption(WORKSPACE).version()).isEqualTo(V1);
        }

        @Test
        void areFetchedAnewOnceTheyExpire() throws InterruptedException {
            var keyring = keyring(new CacheLimits(10, Duration.ofNanos(1)));

            DataKey first = keyring.forEncryption(WORKSPACE);
            Thread.sleep(1);
            DataKey second = keyring.forEncryption(WORKSPACE);

            assertThat(second).isNotSameAs(first);
            assertThat(node.repository.stores()).isEqualTo(1);
        }

        @Test
        void areBoundedInNumber() {
            var keyring = keyring(new CacheLimits(1, Duration.ofHours(1)));
            for (int i = 0; i < 20; i++) {
                keyring.forEncryption(new WorkspaceId(new UUID(0, i)));
            }
            int before = node.repository.finds();

            for (int i = 0; i < 20; i++) {
                keyring.forEncryption(new WorkspaceId(new UUID(0, i)));
            }

            assertThat(node.repository.finds()).isGreaterThanOrEqualTo(before + 18);
        }

        private Keyring keyring(CacheLimits limits) {
            var keyring =
                    new Keyring(node.repository, node.meter, CryptoProvider.named(CryptoProvider.DEFAULT), limits);
            keyring.install(Map.of(V1, Node.kek(1)), Optional.of(V1));
            return keyring;
        }
    }

    @Nested
    class CountingEncryptions {

        private final int fields = Clients.withEveryField().values().size();

        private void encrypt(int clients) {
            IntStream.range(0, clients).forEach(i -> node.adapter.encrypt(Clients.withEveryField(), 1));
        }

        @Test
        void startsAtZero() {
            assertThat(node.keyring.mostEncryptions()).isZero();
        }

        @Test
        void countsEveryFieldOfAWorkspace() {
            encrypt(3);

            assertThat(node.keyring.mostEncryptions()).isEqualTo(3L * fields);
        }

        @Test
        void doesNotAddUpWorkspacesWhichHaveKeysOfTheirOwn() {
            encrypt(3);
            var elsewhere = new WorkspaceId(UUID.randomUUID());
            node.keyring.forEncryption(elsewhere).countEncryptions(3 * fields - 1);
            assertThat(node.keyring.mostEncryptions()).isEqualTo(3L * fields);

            node.keyring.forEncryption(elsewhere).countEncryptions(2);

            assertThat(node.keyring.mostEncryptions()).isEqualTo(3L * fields + 1);
        }

        @Test
        void goesOnWhenAKeyHasLeftMemoryMeanwhile() {
            encrypt(1);
            node.keyring.clear();
            node.install(V1);
            encrypt(1);

            assertThat(node.repository.finds()).isEqualTo(2);
            assertThat(node.keyring.mostEncryptions()).isEqualTo(2L * fields);
        }

        @Test
        void isThatOfTheActiveKeySoThatAnotherOneStartsAnew() {
            encrypt(2);

            node.install(V2);
            assertThat(node.keyring.mostEncryptions()).isZero();
            encrypt(1);

            assertThat(node.keyring.mostEncryptions()).isEqualTo(fields);
        }

        @Test
        void isZeroWhileNoKeyIsActive() {
            encrypt(1);

            node.installWithoutAnActiveKey();

            assertThat(node.keyring.mostEncryptions()).isZero();
        }

        @Test
        void isNotDoneByDecrypting() {
            EncryptedClient stored = node.adapter.encrypt(Clients.withEveryField(), 1);

            node.adapter.decrypt(stored);

            assertThat(node.keyring.mostEncryptions()).isEqualTo(fields);
        }
    }

    @Nested
    class RefusesAStoredKey {

        @Test
        void thatWasWrappedByAnotherKeyOfTheSameVersion() {
            node.keyring.forEncryption(WORKSPACE);
            node.installOnly(V1, Node.kek(77));

            assertRefused();
        }

        @Test
        void ofAnotherWorkspace() {
            var elsewhere = new WorkspaceId(UUID.randomUUID());
            node.keyring.forEncryption(elsewhere);
            WorkspaceKey other = theOneStored();
            node.repository.put(new WorkspaceKey(WORKSPACE, V1, other.wrappedKey(), other.checkValue()));

            assertRefused();
        }

        @Test
        void ofAnotherVersion() {
            node.install(V2);
            node.keyring.forEncryption(WORKSPACE);
            WorkspaceKey other = theOneStored();
            node.repository.put(new WorkspaceKey(WORKSPACE, V1, other.wrappedKey(), other.checkValue()));
            node.install(V1);

            assertRefused();
        }

        @Test
        void thatIsDamaged() {
            node.keyring.forEncryption(WORKSPACE);
            String text = theOneStored().wrappedKey().text();
            char other = text.charAt(25) == 'A' ? 'B' : 'A';
            var damaged = new Ciphertext(text.substring(0, 25) + other + text.substring(26));
            node.repository.put(
                    new WorkspaceKey(WORKSPACE, V1, damaged, theOneStored().checkValue()));
            node.keyring.clear();
            node.install(V1);

            assertRefused();
        }

        @Test
        void withAnotherCheckValue() {
            node.keyring.forEncryption(WORKSPACE);
            node.repository.put(new WorkspaceKey(
                    WORKSPACE, V1, theOneStored().wrappedKey(), new KeyCheckValue(new byte[KeyCheckValue.LENGTH])));
            node.keyring.clear();
            node.install(V1);

            assertRefused();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 16, 31, 33})
        void ofAnotherLength(int length) {
            var provider = CryptoProvider.named(CryptoProvider.DEFAULT);
            var kek = new KeyEncryptionKey(provider.hmac(), V1, Node.kek(1).copy());
            var dek = new byte[length];
            String wrapped = new FieldCipher(provider.aesGcm(), new NonceSource(new SecureRandom()))
                    .seal(kek.wrapping(), V1, new AssociatedData().dataKey(WORKSPACE, V1), dek);
            // An empty key is none to HMAC; it has no check value to be right.
            var checkValue = length == 0
                    ? new KeyCheckValue(new byte[KeyCheckValue.LENGTH])
                    : DataKey.checkValue(provider.hmac(), dek);
            node.repository.put(new WorkspaceKey(WORKSPACE, V1, new Ciphertext(wrapped), checkValue));

            assertRefused();
        }

        private void assertRefused() {
            assertThatThrownBy(() -> node.adapter.encrypt(Clients.withEveryField(), 1))
                    .isInstanceOf(InvalidKeyStoreException.class)
                    .hasNoCause()
                    .hasMessageContaining(WORKSPACE.toString())
                    .hasMessageContaining("key v1")
                    .hasMessageContaining("Restore");
            assertThatThrownBy(() -> node.keyring.forDecryption(ref, V1)).isInstanceOf(InvalidKeyStoreException.class);
            assertThat(node.meter.failures()).containsExactly(Failure.MISSING_KEY);
        }
    }

    @Nested
    class Installing {

        @Test
        void keepsWhatIsCachedWhenTheKeysAreTheSame() {
            DataKey before = node.keyring.forEncryption(WORKSPACE);

            node.install(V2);
            node.install(V1);

            assertThat(node.keyring.forEncryption(WORKSPACE)).isSameAs(before);
        }

        @Test
        void copiesTheKeysSoThatTheCallerMayWipeThem() {
            KeyMaterial material = Node.kek(1);
            node.installOnly(V1, material);
            material.close();

            assertThat(node.keyring.forEncryption(WORKSPACE).version()).isEqualTo(V1);
        }

        @Test
        void refusesAnActiveKeyThatIsNotAmongThem() {
            assertThatThrownBy(() -> node.keyring.install(Map.of(V1, Node.kek(1)), Optional.of(V2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("v2");
        }

        @Test
        void forgetsVersionsThatAreGone() {
            node.keyring.forEncryption(WORKSPACE);

            node.installOnly(V2, Node.kek(2));

            assertThatThrownBy(() -> node.keyring.forDecryption(ref, V1)).isInstanceOf(MissingKeyException.class);
        }
    }

    @Nested
    class WithoutAnActiveKey {

        private final EncryptedClient stored = node.adapter.encrypt(Clients.withEveryField(), 1);

        @Test
        void whatIsStoredIsDecrypted() {
            node.installWithoutAnActiveKey();

            assertThat(node.adapter.decrypt(stored).values())
                    .isEqualTo(Clients.withEveryField().values());
        }

        @Test
        void nothingIsEncrypted() {
            node.installWithoutAnActiveKey();

            assertThatThrownBy(() -> node.adapter.encrypt(Clients.withEveryField(), 1))
                    .isInstanceOf(MissingKeyException.class)
                    .hasMessageContaining("No key is active. Activate one");
        }

        @Test
        void theNextOneEncryptsAtOnce() {
            node.installWithoutAnActiveKey();

            node.install(V2);

            assertThat(node.adapter.encrypt(Clients.withEveryField(), 1).keyVersion())
                    .isEqualTo(V2);
        }
    }

    @Nested
    class WithoutKeys {

        @Test
        void nothingIsEncrypted() {
            var empty = Node.empty();

            assertThatThrownBy(() -> empty.adapter.encrypt(Clients.withEveryField(), 1))
                    .isInstanceOf(MissingKeyException.class)
                    .hasMessageContaining("no keys loaded");
            assertThat(empty.repository.finds()).isZero();
        }

        @Test
        void clearingForgetsEveryKey() {
            node.keyring.forEncryption(WORKSPACE);

            node.keyring.clear();

            assertThatThrownBy(() -> node.keyring.forEncryption(WORKSPACE)).isInstanceOf(MissingKeyException.class);
            assertThatThrownBy(() -> node.keyring.forDecryption(ref, V1)).isInstanceOf(MissingKeyException.class);
        }

        @Test
        void clearingAlsoForgetsWhatWasCached() {
            DataKey before = node.keyring.forEncryption(WORKSPACE);
            Tools usedBefore = node.keyring.tools().take();
            node.keyring.tools().giveBack(usedBefore);

            node.keyring.clear();
            assertThat(node.keyring.tools().take()).isNotSameAs(usedBefore);
            node.install(V1);

            assertThat(node.keyring.forEncryption(WORKSPACE)).isNotSameAs(before);
            assertThat(node.repository.finds()).isEqualTo(2);
        }
    }

    @Test
    void checkValuesTellKeysApartAndLeaveThemUsable() {
        try (KeyMaterial one = Node.kek(1);
                KeyMaterial two = Node.kek(2)) {
            assertThat(node.keyring.checkValueOf(one))
                    .isEqualTo(node.keyring.checkValueOf(one))
                    .isNotEqualTo(node.keyring.checkValueOf(two));
            assertThat(one.isDestroyed()).isFalse();
        }
    }

    @Test
    void keysArePrintedWithoutWhatTheyAre() {
        var provider = CryptoProvider.named(CryptoProvider.DEFAULT);

        assertThat(node.keyring.forEncryption(WORKSPACE)).hasToString("DataKey[v1, redacted]");
        assertThat(new KeyEncryptionKey(provider.hmac(), V1, Node.kek(1).copy()))
                .hasToString("KeyEncryptionKey[v1, redacted]");
    }

    private WorkspaceKey theOneStored() {
        assertThat(node.repository.all()).hasSize(1);
        return node.repository.all().get(0);
    }
}
