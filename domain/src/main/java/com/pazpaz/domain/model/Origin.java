package com.pazpaz.domain.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a request came from, for the audit trail.
 *
 * @param requestId as it stands in the log and in the reply
 * @param address of the network, as the server sees it; no more than {@value #MAX_ADDRESS} characters are kept
 * @param userAgent the program, as it names itself; what is not printable ASCII is left out, and no more than
 *     {@value #MAX_USER_AGENT} characters are kept
 */
public record Origin(String requestId, Optional<String> address, Optional<String> userAgent) {

    public static final int MAX_ADDRESS = 64;

    public static final int MAX_USER_AGENT = 200;

    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

    public Origin {
        address = address.map(text -> first(MAX_ADDRESS, text));
        userAgent = userAgent
                .map(agent -> UNPRINTABLE.matcher(agent).replaceAll(""))
                .map(agent -> first(MAX_USER_AGENT, agent));
    }

    private static String first(int length, String text) {
        return text.substring(0, Math.min(length, text.length()));
    }
}
