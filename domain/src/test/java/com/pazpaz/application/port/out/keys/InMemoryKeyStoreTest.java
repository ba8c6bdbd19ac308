package com.pazpaz.application.port.out.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.domain.model.KeyVersion;
import org.junit.jupiter.api.Test;

class InMemoryKeyStoreTest extends WritableKeyStoreContract {

    private final InMemoryKeyStore store = new InMemoryKeyStore();

    @Override
    protected WritableKeyStore store() {
        return store;
    }

    @Override
    protected void put(KeyVersion version, byte[] key) {
        store.put(version, key);
    }

    @Test
    void anOutageEndsWhenToldSo() {
        store.becomeUnavailable();
        assertThatExceptionOfType(KeyStoreUnavailableException.class).isThrownBy(store::versions);

        store.recover();

        assertThat(store.versions()).isEmpty();
    }
}
