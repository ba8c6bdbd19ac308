package com.pazpaz.application.port.out.keys;

import java.util.UUID;

/** The threads of this node that work on a re-encryption. */
public interface ReencryptionJobPort {

    /** Whether threads of this node are at work on it, or will be in a moment. */
    boolean isRunning(UUID reencryption);

    /** Sets threads of this node to work on it. */
    void start(UUID reencryption);
}
