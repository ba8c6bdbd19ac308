package com.pazpaz.application.port.in;

/** One thread's share of work that is done in batches; not to be used by another thread. */
public interface WorkShare {

    /**
     * Does one batch, after having waited as long as the limits of the work, a pause or an outage ask for.
     *
     * @return false if the work needs nothing more of this thread
     */
    boolean next();
}
