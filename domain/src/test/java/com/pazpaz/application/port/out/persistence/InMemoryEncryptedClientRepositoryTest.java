package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.WorkspaceId;

class InMemoryEncryptedClientRepositoryTest extends EncryptedClientRepositoryContract {

    private final InMemoryEncryptedClientRepository repository = new InMemoryEncryptedClientRepository();

    @Override
    protected EncryptedClientRepository repository() {
        return repository;
    }

    @Override
    protected void open(WorkspaceId workspace) {
        // every workspace is open
    }
}
