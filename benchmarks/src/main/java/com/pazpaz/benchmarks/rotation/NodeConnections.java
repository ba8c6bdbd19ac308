package com.pazpaz.benchmarks.rotation;

import com.pazpaz.adapter.migration.Connections;
import com.pazpaz.adapter.persistence.StandalonePersistence;

/** The connections of a node's repositories. */
record NodeConnections(StandalonePersistence database) implements Connections {

    @Override
    public <T> T inTransaction(Work<T> work) {
        return database.sql(false, work::with);
    }

    @Override
    public <T> T joining(Work<T> work) {
        return database.sql(true, work::with);
    }
}
