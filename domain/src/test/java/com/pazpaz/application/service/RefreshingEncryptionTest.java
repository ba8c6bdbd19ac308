package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Clients;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Another node activates a key, and writes with it, between this node's last refresh and its next read. */
class RefreshingEncryptionTest {

    private final MissingKeyException missing = new MissingKeyException("Key v2 is not loaded on this node");
    private final FakeEncryption encryption = new FakeEncryption();
    private Instant now = Clients.NOW;
    private final Client client = Clients.registered();
    private final EncryptedClient stored = encryption.encrypt(client, 1);

    private RefreshingEncryption with(CountedRefreshes refreshes) {
        return new RefreshingEncryption(encryption, refreshes, () -> now);
    }

    @Nested
    class AKeyThatIsNewToThisNode {

        private final CountedRefreshes refreshes = new CountedRefreshes(encryption::recover);
        private final RefreshingEncryption node = with(refreshes);

        @BeforeEach
        void isNotLoadedYet() {
            encryption.failWith(missing);
        }

        @Test
        void readsAClientAfterOneRefresh() {
            assertThat(node.decrypt(stored).values()).isEqualTo(client.values());

            assertThat(refreshes.count()).isEqualTo(1);
        }

        @Test
        void readsANameAfterOneRefresh() {
            assertThat(node.decrypt(EncryptedClients.nameOf(stored)).id()).isEqualTo(client.id());

            assertThat(refreshes.count()).isEqualTo(1);
        }

        @Test
        void reencryptsAClientAfterOneRefresh() {
            assertThat(node.reencrypt(stored).revision()).isEqualTo(2);

            assertThat(refreshes.count()).isEqualTo(1);
        }

        @Test
        void comparesClientsAfterOneRefresh() {
            assertThat(node.holdTheSame(stored, stored)).isTrue();

            assertThat(refreshes.count()).isEqualTo(1);
        }

        @Test
        void isTriedOnceMoreAndNoOtherIs() {
            node.decrypt(stored);

            assertThat(encryption.clientsDecrypted()).isEqualTo(2);
        }
    }

    @Nested
    class AKeyThatNobodyHas {

        private final CountedRefreshes refreshes = new CountedRefreshes();
        private final RefreshingEncryption node = with(refreshes);

        @BeforeEach
        void isNeverLoaded() {
            encryption.failWith(missing);
        }

        private void read() {
            assertThatExceptionOfType(MissingKeyException.class)
                    .isThrownBy(() -> node.decrypt(stored))
                    .isSameAs(missing);
        }

        @Test
        void isStillMissingAfterTheRefresh() {
            read();

            assertThat(refreshes.count()).isEqualTo(1);
        }

        @Test
        void doesNotSendEveryReadToTheKeyStore() {
            IntStream.range(0, 100).forEach(i -> read());
            now = now.plus(NewKeys.PAUSE).minusMillis(1);
            read();

            assertThat(refreshes.count()).isEqualTo(1);
        }

        @Test
        void isLookedForAgainAfterAPause() {
            read();
            now = now.plus(NewKeys.PAUSE);
            read();
            read();

            assertThat(refreshes.count()).isEqualTo(2);
        }
    }

    @Test
    void readsThatComeAtOnceWaitForOneRefreshAndSucceed() throws Exception {
        int readers = 8;
        var refreshes = new CountedRefreshes(() -> {
            while (encryption.clientsDecrypted() < readers) {
                Thread.onSpinWait();
            }
            encryption.recover();
        });
        encryption.failWith(missing);
        RefreshingEncryption node = with(refreshes);
        Callable<Client> reader = () -> node.decrypt(stored);
        var threads = Executors.newFixedThreadPool(readers);

        try {
            for (Future<Client> read : threads.invokeAll(
                    IntStream.range(0, readers).mapToObj(i -> reader).toList())) {
                assertThat(read.get().values()).isEqualTo(client.values());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(refreshes.count()).isEqualTo(1);
    }

    @Test
    void aRefreshThatFailsIsNotRepeatedAtOnceEither() {
        var refreshes = new CountedRefreshes(() -> {
            throw new IllegalStateException("A defect");
        });
        RefreshingEncryption node = with(refreshes);
        encryption.failWith(missing);

        assertThatIllegalStateException().isThrownBy(() -> node.decrypt(stored));
        assertThatExceptionOfType(MissingKeyException.class).isThrownBy(() -> node.decrypt(stored));

        assertThat(refreshes.count()).isEqualTo(1);
    }

    @Test
    void aRecordThatDoesNotVerifyIsNotTriedAgain() {
        var refreshes = new CountedRefreshes();
        encryption.spoil(client.id());

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> with(refreshes).decrypt(stored));

        assertThat(refreshes.count()).isZero();
        assertThat(encryption.clientsDecrypted()).isEqualTo(1);
    }

    @Test
    void writingIsLeftAsItIs() {
        var refreshes = new CountedRefreshes(encryption::recover);
        RefreshingEncryption node = with(refreshes);
        assertThat(node.encrypt(client, 1)).isEqualTo(stored);
        encryption.failWith(missing);

        assertThatExceptionOfType(MissingKeyException.class).isThrownBy(() -> node.encrypt(client, 1));

        assertThat(refreshes.count()).isZero();
    }
}
