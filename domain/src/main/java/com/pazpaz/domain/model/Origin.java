package com.pazpaz.domain.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a request came from, for the audit trail.
 *
 * @param requestId as it stands in the log and in the reply
 * @param address of the network, as the server sees it
 * @param userAgent the program, as it names itself; what is not printable ASCII is left out, and no more than
 *     {@value #MAX_USER_AGENT} characters are kept
 */
public record Origin(String requestId, Optional<String> address, Optional<String> userAgent) {

    public static final int MAX_USER_AGENT = 200;

    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

    public Origin {
        userAgent = userAgent
                .map(agent -> UNPRINTABLE.matcher(agent).replaceAll(""))
                .map(agent -> agent.substring(0, Math.min(MAX_USER_AGENT, agent.length())));
    }
}
