package com.pazpaz.cli.terminal;

/** What the process ends with, for scripts. A wrong command line ends with 2, as picocli has it. */
public final class ExitCodes {

    public static final int OK = 0;

    /** Refused, or not possible as things stand: what to do stands on the standard error stream. */
    public static final int REFUSED = 1;

    /** The database or the key store is out of reach: worth trying again. */
    public static final int OUT_OF_REACH = 3;

    /** A check was made, and found something that must be mended. */
    public static final int CHECK_FAILED = 4;

    private ExitCodes() {}
}
