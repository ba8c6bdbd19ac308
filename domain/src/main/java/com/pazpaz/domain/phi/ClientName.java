package com.pazpaz.domain.phi;

import com.pazpaz.domain.model.ClientId;
import java.util.Objects;
import java.util.Optional;

/** The names of a client, and nothing else of it. */
public final class ClientName {

    private final ClientId id;
    private final Optional<Phi> firstName;
    private final Optional<Phi> lastName;

    public ClientName(ClientId id, Optional<Phi> firstName, Optional<Phi> lastName) {
        this.id = Objects.requireNonNull(id, "id");
        this.firstName = Objects.requireNonNull(firstName, "firstName");
        this.lastName = Objects.requireNonNull(lastName, "lastName");
    }

    public ClientId id() {
        return id;
    }

    public Optional<Phi> firstName() {
        return firstName;
    }

    public Optional<Phi> lastName() {
        return lastName;
    }

    @Override
    public String toString() {
        return "ClientName[" + id + ", redacted]";
    }
}
