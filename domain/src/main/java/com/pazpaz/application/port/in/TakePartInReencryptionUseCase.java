package com.pazpaz.application.port.in;

/** Has this node work on the re-encryption that is under way, whoever started it, and after whatever interruption. */
public interface TakePartInReencryptionUseCase {

    /** To be called every few seconds. */
    void takePart();
}
