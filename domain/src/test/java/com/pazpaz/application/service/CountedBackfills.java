package com.pazpaz.application.service;

import com.pazpaz.application.port.out.persistence.BackfillJobPort;

/** Jobs that do nothing but begin. */
final class CountedBackfills implements BackfillJobPort {

    private int started;

    @Override
    public boolean isRunning() {
        return started > 0;
    }

    @Override
    public void start() {
        started++;
    }

    int started() {
        return started;
    }
}
