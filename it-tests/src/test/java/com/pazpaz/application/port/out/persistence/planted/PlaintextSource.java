package com.pazpaz.application.port.out.persistence.planted;

import com.pazpaz.domain.phi.Client;
import java.util.List;

/** A port of persistence that hands out plaintext. */
public interface PlaintextSource {

    Client next();

    List<Client> all();

    void skip(Client client);
}
