package com.pazpaz.application.port.in;

import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientChanges;

/** Takes a new client into the caller's workspace. */
public interface RegisterClientUseCase {

    /**
     * Registers the client.
     *
     * @param values with every required field
     * @return the client as it is stored
     */
    Client register(Caller caller, ClientChanges values);
}
