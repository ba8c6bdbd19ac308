package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.KeyVersion;

class InMemoryWorkspaceKeyRepositoryTest extends WorkspaceKeyRepositoryContract {

    private final InMemoryWorkspaceKeyRepository repository = new InMemoryWorkspaceKeyRepository();

    @Override
    protected WorkspaceKeyRepository repository() {
        return repository;
    }

    @Override
    protected void activate(KeyVersion version) {
        // every key is accepted
    }
}
