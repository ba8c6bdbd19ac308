package com.pazpaz.application.port.in;

/** Encrypts what is there in plaintext alone, in shares that threads of any number of nodes take. */
public interface BackfillUseCase {

    /** Whether there is a migration whose phase asks for it. */
    boolean isWanted();

    /**
     * Takes a share.
     *
     * @param index of the thread among those of its node, from 0: what goes beyond the parallelism waits
     */
    WorkShare share(int index);
}
