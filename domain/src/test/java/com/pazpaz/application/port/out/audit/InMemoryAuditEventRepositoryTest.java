package com.pazpaz.application.port.out.audit;

class InMemoryAuditEventRepositoryTest extends AuditEventRepositoryContract {

    private final InMemoryAuditEventRepository repository = new InMemoryAuditEventRepository();

    @Override
    protected AuditEventRepository repository() {
        return repository;
    }

    @Override
    protected void provideKey() {
        // It asks for none.
    }
}
