package com.pazpaz.application.port.out.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.domain.model.KeyVersion;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every key store has to do. Extend it to show that an adapter does: each test gets a new instance, whose store
 * starts empty.
 */
public abstract class KeyStorePortContract {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);
    private static final KeyVersion V10 = new KeyVersion(10);

    /** The store under test, the same one throughout a test. */
    protected abstract KeyStorePort store();

    /** Puts a key where {@link #store()} finds it, in the way an operator does; bytes of a wrong number, too. */
    protected abstract void put(KeyVersion version, byte[] key);

    /** A new random key. */
    protected static byte[] newKey() {
        return randomBytes(KeyMaterial.LENGTH);
    }

    /** New random bytes, for keys that are not keys. */
    protected static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytesOf(KeyMaterial material) {
        try (material) {
            return material.copy();
        }
    }

    @Test
    void hasANameThatConfigurationCanUse() {
        assertThat(store().name()).matches("[a-z][a-z0-9-]*");
    }

    @Nested
    class AnEmptyStore {

        @Test
        void holdsNoVersions() {
            assertThat(store().versions()).isEmpty();
        }

        @Test
        void saysWhichKeyIsMissing() {
            assertThatExceptionOfType(MissingKeyException.class)
                    .isThrownBy(() -> store().load(V1))
                    .withMessageMatching("(?is).*v1\\b.*");
        }
    }

    @Nested
    class AStoreWithKeys {

        @Test
        void listsTheirVersions() {
            put(V1, newKey());
            put(V10, newKey());

            assertThat(store().versions()).containsExactlyInAnyOrder(V1, V10);
        }

        @Test
        void givesBackEachKeyAsItWasPut() {
            byte[] first = newKey();
            byte[] second = newKey();
            put(V1, first);
            put(V2, second);

            assertThat(bytesOf(store().load(V1))).isEqualTo(first);
            assertThat(bytesOf(store().load(V2))).isEqualTo(second);
        }

        @Test
        void saysWhichOtherKeyIsMissing() {
            put(V1, newKey());

            assertThatExceptionOfType(MissingKeyException.class)
                    .isThrownBy(() -> store().load(V2))
                    .withMessageMatching("(?is).*v2\\b.*");
        }

        @Test
        void findsAKeyThatIsAddedWhileItIsOpen() {
            put(V1, newKey());
            assertThat(store().versions()).containsExactly(V1);

            byte[] second = newKey();
            put(V2, second);

            assertThat(store().versions()).containsExactlyInAnyOrder(V1, V2);
            assertThat(bytesOf(store().load(V2))).isEqualTo(second);
        }

        @Test
        void handsOutCopiesSoThatWipingOneLeavesTheOthersWhole() {
            byte[] key = newKey();
            put(V1, key);
            KeyMaterial kept = store().load(V1);

            store().load(V1).close();

            assertThat(bytesOf(kept)).isEqualTo(key);
            assertThat(bytesOf(store().load(V1))).isEqualTo(key);
        }

        @Test
        void servesManyThreadsAtOnce() throws Exception {
            byte[] key = newKey();
            put(V1, key);
            Callable<byte[]> load = () -> bytesOf(store().load(V1));
            var threads = Executors.newFixedThreadPool(4);

            try {
                for (Future<byte[]> loaded : threads.invokeAll(Collections.nCopies(16, load))) {
                    assertThat(loaded.get()).isEqualTo(key);
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Nested
    class SomethingThatIsNotAKey {

        @Test
        void isRefusedWhenItIsTooShort() {
            put(V1, randomBytes(16));

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> store().load(V1))
                    .withMessageMatching("(?is).*v1\\b.*");
        }

        @Test
        void isRefusedWhenItIsTooLong() {
            put(V1, randomBytes(64));

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> store().load(V1))
                    .withMessageMatching("(?is).*v1\\b.*");
        }

        @Test
        void doesNotKeepTheOtherKeysFromBeingLoaded() {
            byte[] good = newKey();
            put(V1, randomBytes(16));
            put(V2, good);

            assertThat(bytesOf(store().load(V2))).isEqualTo(good);
        }

        @Test
        void isNotQuoted() {
            byte[] secret = randomBytes(24);
            put(V1, secret);

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> store().load(V1))
                    .satisfies(e -> assertThat(textOf(e)).doesNotContain(spellingsOf(secret)));
        }
    }

    @Test
    void printsNoKey() {
        byte[] secret = newKey();
        put(V1, secret);

        assertThat(store().toString()).doesNotContain(spellingsOf(secret));
    }

    /** The ways in which a key might be printed. */
    private static String[] spellingsOf(byte[] secret) {
        return new String[] {
            HexFormat.of().formatHex(secret),
            Base64.getEncoder().withoutPadding().encodeToString(secret),
            Base64.getUrlEncoder().withoutPadding().encodeToString(secret)
        };
    }

    private static String textOf(Throwable exception) {
        StringBuilder text = new StringBuilder();
        for (Throwable e = exception; e != null; e = e.getCause()) {
            text.append(e).append('\n');
        }
        return text.toString();
    }
}
