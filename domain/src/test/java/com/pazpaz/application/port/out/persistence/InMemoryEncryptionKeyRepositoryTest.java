package com.pazpaz.application.port.out.persistence;

class InMemoryEncryptionKeyRepositoryTest extends EncryptionKeyRepositoryContract {

    private final InMemoryEncryptionKeyRepository repository = new InMemoryEncryptionKeyRepository();

    @Override
    protected EncryptionKeyRepository repository() {
        return repository;
    }
}
