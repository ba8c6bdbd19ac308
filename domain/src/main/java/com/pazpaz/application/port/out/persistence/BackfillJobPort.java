package com.pazpaz.application.port.out.persistence;

/** The threads of this node that work on a backfill. */
public interface BackfillJobPort {

    /** Whether threads of this node are at work on it, or will be in a moment. */
    boolean isRunning();

    /** Sets threads of this node to work on it. */
    void start();
}
