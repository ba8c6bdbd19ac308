package com.pazpaz.application.port.in;

/** Tells the other nodes that this one is there, and which keys it has loaded. */
public interface ReportPresenceUseCase {

    /** Called every few seconds while the node runs. */
    void report();

    /** Called when the node stops, so that nobody waits for it. */
    void leave();
}
