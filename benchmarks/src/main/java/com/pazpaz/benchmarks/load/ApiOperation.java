package com.pazpaz.benchmarks.load;

/** What callers do, and how often out of twenty calls. */
public enum ApiOperation {
    CREATE("create a client", 2),
    READ("read a client", 13),
    LIST("list 50 clients", 5);

    /** The calls that the shares add up to. */
    static final int OUT_OF = 20;

    private final String label;
    private final int share;

    ApiOperation(String label, int share) {
        this.label = label;
        this.share = share;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** The operation of a draw from 0 to {@value #OUT_OF} - 1. */
    static ApiOperation drawn(int draw) {
        int rest = draw;
        for (ApiOperation operation : values()) {
            if (rest < operation.share) {
                return operation;
            }
            rest -= operation.share;
        }
        throw new IllegalArgumentException("Draw a number from 0 to " + (OUT_OF - 1));
    }
}
