package com.pazpaz.application.port.out.crypto;

import java.util.Set;

class FakeAdoptedCipherTest extends AdoptedCipherPortContract {

    @Override
    protected AdoptedCipherPort withKeys(String... names) {
        return new FakeAdoptedCipher(Set.of(names));
    }
}
