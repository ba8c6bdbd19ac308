package com.pazpaz.adapter.migration;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.phi.Client;
import java.util.Set;

/** A row of the plaintext table as a client, with what is known of its ciphertext. */
final class PlaintextRow {

    private final Client client;
    private final long revision;
    private final long written;
    private final boolean pending;
    private final Set<ClientField> unreadable;

    /**
     * @param revision of the row as a whole, whichever half was written last
     * @param written the revision of its ciphertext; 0 if there is none
     * @param pending whether its ciphertext is missing or older
     * @param unreadable fields whose values are encrypted already, and are not what they were said to be
     */
    PlaintextRow(Client client, long revision, long written, boolean pending, Set<ClientField> unreadable) {
        this.client = client;
        this.revision = revision;
        this.written = written;
        this.pending = pending;
        this.unreadable = Set.copyOf(unreadable);
    }

    /** This row once both halves hold the client. */
    PlaintextRow as(Client now) {
        return new PlaintextRow(now, revision + 1, revision + 1, false, Set.of());
    }

    Client client() {
        return client;
    }

    long revision() {
        return revision;
    }

    /** The revision that its ciphertext is to have next, if nothing else is changed. */
    long revisionToWrite() {
        return Math.max(revision, written + 1);
    }

    boolean isPending() {
        return pending;
    }

    Set<ClientField> unreadable() {
        return unreadable;
    }

    @Override
    public String toString() {
        return "PlaintextRow[" + client.id() + ", redacted]";
    }
}
