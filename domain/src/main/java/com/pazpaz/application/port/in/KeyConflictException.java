package com.pazpaz.application.port.in;

import com.pazpaz.domain.model.WorkspaceId;
import java.util.Map;

/** Something that cannot be done with a key as things stand. Nothing was changed; the message says what to do. */
public final class KeyConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Map<WorkspaceId, Long> records;

    public KeyConflictException(String message) {
        this(message, Map.of());
    }

    /** @param records how many records of each workspace are in the way */
    public KeyConflictException(String message, Map<WorkspaceId, Long> records) {
        super(message);
        this.records = Map.copyOf(records);
    }

    /** How many records of each workspace are in the way; empty if something else is. */
    public Map<WorkspaceId, Long> records() {
        return records;
    }
}
