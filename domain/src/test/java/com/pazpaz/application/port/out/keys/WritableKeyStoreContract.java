package com.pazpaz.application.port.out.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.domain.model.KeyVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a key store that takes new keys has to do, besides what every key store does. */
public abstract class WritableKeyStoreContract extends KeyStorePortContract {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);

    @Override
    protected abstract WritableKeyStore store();

    private void add(KeyVersion version, byte[] bytes) {
        try (KeyMaterial key = new KeyMaterial(bytes)) {
            store().add(version, key);
        }
    }

    private byte[] load(KeyVersion version) {
        try (KeyMaterial key = store().load(version)) {
            return key.copy();
        }
    }

    @Nested
    class AnAddedKey {

        @Test
        void isHeldFromThenOn() {
            byte[] first = newKey();
            byte[] second = newKey();

            add(V1, first);
            add(V2, second);

            assertThat(store().versions()).containsExactlyInAnyOrder(V1, V2);
            assertThat(load(V1)).isEqualTo(first);
            assertThat(load(V2)).isEqualTo(second);
        }

        @Test
        void neverReplacesOne() {
            byte[] first = newKey();
            put(V1, first);

            assertThatExceptionOfType(KeyExistsException.class)
                    .isThrownBy(() -> add(V1, newKey()))
                    .withMessageMatching("(?is).*v1\\b.*");

            assertThat(load(V1)).isEqualTo(first);
        }

        @Test
        void isThatOfOneOfManyWhoAddAtOnce() throws Exception {
            List<Callable<byte[]>> adders = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                byte[] mine = newKey();
                adders.add(() -> {
                    try {
                        add(V1, mine);
                        return mine;
                    } catch (KeyExistsException e) {
                        return new byte[0];
                    }
                });
            }
            var threads = Executors.newFixedThreadPool(adders.size());
            List<byte[]> added = new ArrayList<>();

            try {
                for (Future<byte[]> result : threads.invokeAll(adders)) {
                    if (result.get().length > 0) {
                        added.add(result.get());
                    }
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(added).hasSize(1);
            assertThat(load(V1)).isEqualTo(added.get(0));
        }
    }

    @Nested
    class ADeletedKey {

        @Test
        void isNotHeldAnyMore() {
            put(V1, newKey());
            byte[] other = newKey();
            put(V2, other);

            store().delete(V1);

            assertThat(store().versions()).containsExactly(V2);
            assertThatExceptionOfType(MissingKeyException.class).isThrownBy(() -> store().load(V1));
            assertThat(load(V2)).isEqualTo(other);
        }

        @Test
        void mayHaveBeenDeletedBefore() {
            put(V1, newKey());

            store().delete(V1);
            store().delete(V1);

            assertThat(store().versions()).isEmpty();
        }
    }
}
