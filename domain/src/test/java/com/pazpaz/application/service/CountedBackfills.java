package com.pazpaz.application.service;

import com.pazpaz.application.port.out.persistence.BackfillJobPort;

/** Jobs that do nothing but begin, and end when they are told to. */
final class CountedBackfills implements BackfillJobPort {

    private int started;
    private boolean running;

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void start() {
        started++;
        running = true;
    }

    void end() {
        running = false;
    }

    int started() {
        return started;
    }
}
