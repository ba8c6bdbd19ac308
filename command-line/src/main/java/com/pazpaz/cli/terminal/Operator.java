package com.pazpaz.cli.terminal;

import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who runs the command. An operator has no account in PazPaz: the id follows from the name on this machine. */
public final class Operator {

    private Operator() {}

    public static String name() {
        return System.getProperty("user.name", "unknown");
    }

    /** Whoever has the keys and the database is what a security officer is. */
    public static Caller caller() {
        return new Caller(
                new UserId(UUID.nameUUIDFromBytes(("operator:" + name()).getBytes(StandardCharsets.UTF_8))),
                WorkspaceId.INSTALLATION,
                Set.of(Role.SECURITY_OFFICER),
                new Origin(
                        UUID.randomUUID().toString(), Optional.empty(), Optional.of("pazpaz command line, " + name())));
    }
}
