package com.pazpaz.application.port.in;

/**
 * Has this node work on what is to be done in the background, a re-encryption or a backfill, whoever asked for it, and after
 * whatever interruption.
 */
public interface TakePartInWorkUseCase {

    /** To be called every few seconds. */
    void takePart();
}
