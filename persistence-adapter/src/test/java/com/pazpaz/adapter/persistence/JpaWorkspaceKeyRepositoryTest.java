package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.WorkspaceKeyRepository;
import com.pazpaz.application.port.out.persistence.WorkspaceKeyRepositoryContract;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;

class JpaWorkspaceKeyRepositoryTest extends WorkspaceKeyRepositoryContract {

    @Override
    protected WorkspaceKeyRepository repository() {
        return Repositories.WORKSPACE_KEYS;
    }

    @Override
    protected void activate(KeyVersion version) {
        Keys.register(version, KeyState.ACTIVE);
    }
}
