package com.pazpaz.application.port.in;

import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.phi.Client;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Puts an archived client of the caller's workspace back into the list. */
public interface RestoreClientUseCase {

    /**
     * Restoring an active client changes nothing and counts as no edit.
     *
     * @param precondition asked for the number of edits that the client has had before this one
     * @return the client as it is stored now; empty if the workspace has no such client
     * @throws EditConflictException if the precondition does not hold; nothing is changed
     */
    Optional<Client> restore(Caller caller, ClientId id, LongPredicate precondition);
}
