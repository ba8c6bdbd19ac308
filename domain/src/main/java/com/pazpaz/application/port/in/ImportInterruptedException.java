package com.pazpaz.application.port.in;

/** An import that stopped part of the way: what came up to one line is stored, what came after it is not. */
public final class ImportInterruptedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long accepted;
    private final long storedUpToLine;

    /**
     * @param accepted how many rows are stored
     * @param storedUpToLine the line at which the last row begins that needs not be sent again; 0 if there is none
     * @param cause why it stopped
     */
    public ImportInterruptedException(long accepted, long storedUpToLine, RuntimeException cause) {
        super(
                "The import stopped after " + accepted + " rows; send those after line " + storedUpToLine + " again",
                cause);
        this.accepted = accepted;
        this.storedUpToLine = storedUpToLine;
    }

    public long accepted() {
        return accepted;
    }

    public long storedUpToLine() {
        return storedUpToLine;
    }
}
