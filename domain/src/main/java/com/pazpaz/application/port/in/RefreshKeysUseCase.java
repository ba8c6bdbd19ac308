package com.pazpaz.application.port.in;

/** Brings this node's keys in line with the key store and the database. */
public interface RefreshKeysUseCase {

    /**
     * Loads and checks every key, registers new ones, and installs them together.
     *
     * <p>A store or database out of reach leaves the installed keys as they are for a limited time. A key that is missing or not the one
     * that was registered takes all keys off this node: it reads and writes nothing until an operator has mended it.
     * While no key is active, this node reads and does not write.
     *
     * @return whether this node can encrypt now
     */
    boolean refresh();

    /**
     * As {@link #refresh}, for many who find their keys outdated at once: one of them refreshes, the others wait for that.
     */
    boolean refreshOnce();
}
