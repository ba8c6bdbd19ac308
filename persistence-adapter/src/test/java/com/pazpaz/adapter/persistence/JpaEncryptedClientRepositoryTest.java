package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepositoryContract;
import com.pazpaz.domain.model.WorkspaceId;

class JpaEncryptedClientRepositoryTest extends EncryptedClientRepositoryContract {

    @Override
    protected EncryptedClientRepository repository() {
        return Repositories.CLIENTS;
    }

    @Override
    protected void open(WorkspaceId workspace) {
        Keys.open(workspace);
    }
}
