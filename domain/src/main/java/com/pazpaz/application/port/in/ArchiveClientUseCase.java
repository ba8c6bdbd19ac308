package com.pazpaz.application.port.in;

import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.phi.Client;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Takes a client of the caller's workspace out of the list. Nothing of the record is lost. */
public interface ArchiveClientUseCase {

    /**
     * Archiving an archived client changes nothing and counts as no edit.
     *
     * @param precondition asked for the number of edits that the client has had before this one
     * @return the client as it is stored now; empty if the workspace has no such client
     * @throws EditConflictException if the precondition does not hold; nothing is changed
     */
    Optional<Client> archive(Caller caller, ClientId id, LongPredicate precondition);
}
