package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepositoryContract;
import com.pazpaz.domain.model.WorkspaceId;

class JpaEncryptedClientRepositoryTest extends EncryptedClientRepositoryContract {

    private final EncryptedClientRepository repository = InTransactions.repository(
            TestDatabase.entityManagers(), EncryptedClientRepository.class, JpaEncryptedClientRepository::new);

    @Override
    protected EncryptedClientRepository repository() {
        return repository;
    }

    @Override
    protected void open(WorkspaceId workspace) {
        Keys.open(workspace);
    }
}
