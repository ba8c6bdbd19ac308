package com.pazpaz.cli.terminal;

import com.pazpaz.domain.model.UserId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Who runs the command. An operator has no account in PazPaz: the id follows from the name on this machine. */
public final class Operator {

    private Operator() {}

    public static String name() {
        return System.getProperty("user.name", "unknown");
    }

    public static UserId id() {
        return new UserId(UUID.nameUUIDFromBytes(("operator:" + name()).getBytes(StandardCharsets.UTF_8)));
    }
}
