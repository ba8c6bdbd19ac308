package com.pazpaz.application.port.in;

import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientChanges;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Changes some members of a client of the caller's workspace. */
public interface ChangeClientUseCase {

    /** The precondition of a caller who overwrites whatever is there. */
    LongPredicate ANY_EDIT = edits -> true;

    /**
     * Makes the changes, on top of whatever others have written meanwhile.
     *
     * @param precondition asked for the number of edits that the client has had before this one
     * @return the client as it is stored now; empty if the workspace has no such client
     * @throws EditConflictException if the precondition does not hold; nothing is changed
     * @throws UnreadableRecordException if the stored record does not verify; nothing is changed
     */
    Optional<Client> change(Caller caller, ClientId id, ClientChanges changes, LongPredicate precondition);
}
