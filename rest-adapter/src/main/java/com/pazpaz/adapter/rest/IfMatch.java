package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.ChangeClientUseCase;
import jakarta.ws.rs.core.EntityTag;
import java.util.Arrays;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The {@code If-Match} precondition (RFC 9110 section 13.1.1), by the number of edits that a client has had. */
final class IfMatch {

    private static final Pattern LIST = Pattern.compile("(?:W/)?\"[^\"]{0,64}\"(?:\\s*,\\s*(?:W/)?\"[^\"]{0,64}\")*");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    private IfMatch() {}

    /** The tag of a client after so many edits. */
    static EntityTag tagOf(long edits) {
        return new EntityTag(Long.toString(edits));
    }

    /** What the header asks for; anything goes without one. Weak tags never match. */
    static LongPredicate of(@Nullable String header) {
        if (header == null || header.strip().equals("*")) {
            return ChangeClientUseCase.ANY_EDIT;
        }
        String list = header.strip();
        if (!LIST.matcher(list).matches()) {
            throw RefusedRequestException.malformed("If-Match must be * or a list of quoted entity tags");
        }
        Set<String> tags = Arrays.stream(COMMA.split(list)).collect(Collectors.toSet());
        return edits -> tags.contains('"' + Long.toString(edits) + '"');
    }
}
