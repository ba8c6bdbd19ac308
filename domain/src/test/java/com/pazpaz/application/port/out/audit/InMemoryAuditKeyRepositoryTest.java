package com.pazpaz.application.port.out.audit;

import com.pazpaz.domain.model.KeyVersion;

class InMemoryAuditKeyRepositoryTest extends AuditKeyRepositoryContract {

    private final InMemoryAuditKeyRepository repository = new InMemoryAuditKeyRepository();

    @Override
    protected AuditKeyRepository repository() {
        return repository;
    }

    @Override
    protected void activate(KeyVersion version) {
        // It does not ask which is active.
    }
}
