package com.pazpaz.application.port.in;

import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.phi.Client;
import java.util.Optional;

/** Shows one client of the caller's workspace, archived or not. */
public interface ViewClientUseCase {

    /**
     * Verifies and decrypts the client.
     *
     * @return empty if the workspace has no such client, whether or not another has
     * @throws UnreadableRecordException if the stored record does not verify
     */
    Optional<Client> view(Caller caller, ClientId id);
}
