package dev.observatory.persistence;

class InMemoryPersisterTest extends PersisterContract {
    @Override
    MachinePersister create() {
        return MachinePersister.inMemory();
    }
}
