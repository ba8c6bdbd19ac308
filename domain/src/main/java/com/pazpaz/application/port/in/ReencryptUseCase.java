package com.pazpaz.application.port.in;

import java.util.UUID;

/** The work of a re-encryption, in shares that threads of any number of nodes take. */
public interface ReencryptUseCase {

    /**
     * Takes a share.
     *
     * @param index of the thread among those of its node, from 0: what goes beyond the parallelism of the run waits
     */
    WorkShare share(UUID run, int index);
}
