package com.pazpaz.adapter.rest;

import jakarta.ws.rs.NotFoundException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids as paths name them. */
final class Ids {

    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Ids() {}

    /** @throws NotFoundException if it is no id: it is as unknown as one that nobody has */
    static UUID parse(String id) {
        if (!isId(id)) {
            throw new NotFoundException();
        }
        return UUID.fromString(id);
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
