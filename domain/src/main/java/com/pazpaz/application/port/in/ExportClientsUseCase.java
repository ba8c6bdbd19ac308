package com.pazpaz.application.port.in;

import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.phi.Client;

/** Hands out every client of the caller's workspace, archived ones too, one by one. */
public interface ExportClientsUseCase {

    /**
     * Refuses a caller who may not export, before anything is begun that cannot be taken back.
     *
     * @throws AccessDeniedException if no role of the caller permits it
     */
    void requirePermission(Caller caller);

    /** Reads in batches while the receiver takes its time: no transaction stays open, and memory does not grow. */
    void export(Caller caller, Receiver receiver);

    /** Takes the clients, in ascending order of their ids. */
    interface Receiver {

        void readable(Client client);

        /** A client whose stored record does not verify: it is named, so that no export is silently incomplete. */
        void unreadable(ClientId id);
    }
}
