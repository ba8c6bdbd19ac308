package com.pazpaz.application.service;

import com.pazpaz.application.port.in.CheckReadinessUseCase;
import com.pazpaz.application.port.out.persistence.DatabaseHealthPort;

/** Puts together what the parts say of themselves. */
public final class ReadinessService implements CheckReadinessUseCase {

    private final DatabaseHealthPort database;
    private final KeyRefreshService keys;

    public ReadinessService(DatabaseHealthPort database, KeyRefreshService keys) {
        this.database = database;
        this.keys = keys;
    }

    @Override
    public Readiness check() {
        return new Readiness(
                database.problem(), keys.problem(), keys.warning().stream().toList());
    }
}
