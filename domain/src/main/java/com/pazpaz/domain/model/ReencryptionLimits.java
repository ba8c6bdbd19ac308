package com.pazpaz.domain.model;

import java.util.OptionalInt;

/**
 * How much of the system a re-encryption may take, and what comes first; may change while it runs.
 *
 * @param rowsPerSecond the most that all nodes together rewrite; empty for as many as they can
 * @param parallelism how many batches a node works on at a time, from 1 to {@value #MAX_PARALLELISM}
 * @param urgent whether the workspaces that were written to last come first, and not one as soon as another
 */
public record ReencryptionLimits(OptionalInt rowsPerSecond, int parallelism, boolean urgent) {

    public static final int MAX_PARALLELISM = 8;

    /** Without a limit of rows, one batch at a time. */
    public static final ReencryptionLimits DEFAULT = new ReencryptionLimits(OptionalInt.empty(), 1, false);

    /** @throws IllegalArgumentException if nothing would be rewritten, or too much at a time */
    public ReencryptionLimits {
        if (rowsPerSecond.isPresent() && rowsPerSecond.getAsInt() < 1) {
            throw new IllegalArgumentException("rows_per_second is at least 1. To rewrite nothing, pause");
        }
        if (parallelism < 1 || parallelism > MAX_PARALLELISM) {
            throw new IllegalArgumentException("parallelism is a number from 1 to " + MAX_PARALLELISM);
        }
    }
}
