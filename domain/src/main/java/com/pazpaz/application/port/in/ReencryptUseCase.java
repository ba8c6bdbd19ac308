package com.pazpaz.application.port.in;

import java.util.UUID;

/** The work of a re-encryption, in shares that threads of any number of nodes take. */
public interface ReencryptUseCase {

    /** The share of one thread; not to be used by another one. */
    interface Share {

        /**
         * Rewrites one batch, after having waited as long as the limits of the run, a pause or an outage ask for.
         *
         * @return false if the run needs nothing more of this thread
         */
        boolean next();
    }

    /**
     * Takes a share.
     *
     * @param index of the thread among those of its node, from 0: what goes beyond the parallelism of the run waits
     */
    Share share(UUID run, int index);
}
