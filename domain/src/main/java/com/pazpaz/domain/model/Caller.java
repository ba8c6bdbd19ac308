package com.pazpaz.domain.model;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who asks, for which workspace, and as what: all taken from a verified token, never from a request body or path.
 *
 * @param roles those that PazPaz knows; with none, nothing is permitted
 * @param origin where the request came from
 */
public record Caller(UserId user, WorkspaceId workspace, Set<Role> roles, Origin origin) {

    public Caller {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(origin, "origin");
        roles = Set.copyOf(roles);
    }

    /** The fields of a client that one of the roles may read. */
    public Set<ClientField> readableFields() {
        return Arrays.stream(ClientField.values())
                .filter(field -> roles.stream().anyMatch(role -> role.mayRead(field)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
