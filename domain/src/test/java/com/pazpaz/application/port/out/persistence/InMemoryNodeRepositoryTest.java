package com.pazpaz.application.port.out.persistence;

class InMemoryNodeRepositoryTest extends NodeRepositoryContract {

    private final InMemoryNodeRepository repository = new InMemoryNodeRepository();

    @Override
    protected NodeRepository repository() {
        return repository;
    }
}
