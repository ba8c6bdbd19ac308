package com.pazpaz.adapter.rest;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a token before its signature is verified: that it is of the configured type, and brings neither a key to
 * verify it with nor an extension that verifiers must understand (RFC 8725, sections 3.10 and 3.11; RFC 7515, section 4.1.11).
 *
 * <p>The container pins algorithm, issuer, audience and times. It ignores everything that is asked here.
 */
public final class TokenRules {

    private static final String TYPE = "typ";
    private static final Set<String> REFUSED = Set.of("jwk", "jku", "x5u", "x5c", "crit");
    private static final String NO_TYPE = "none";
    private static final String MEDIA_TYPE = "application/";

    private final String type;
    private final String claimedType;

    /**
     * @param type the {@code typ} of the header, {@code none} for issuers that put none there
     * @param claimedType the {@code typ} among the claims, where Keycloak tells access tokens from others, if there is one
     */
    public TokenRules(String type, String claimedType) {
        this.type = type.strip();
        this.claimedType = claimedType.strip();
    }

    /** Whether a token is worth verifying. */
    boolean permit(BearerToken token) {
        return REFUSED.stream().noneMatch(token.header()::containsKey)
                && isOfType(token.header().get(TYPE))
                && isClaimedType(token.claims().get(TYPE));
    }

    private boolean isOfType(@Nullable JsonValue given) {
        if (given == null || type.equals(NO_TYPE)) {
            return given == null && type.equals(NO_TYPE);
        }
        return given instanceof JsonString text && shortened(text.getString()).equals(shortened(type));
    }

    /** Types are media types, whose case does not matter and whose beginning may be left out (RFC 7515, section 4.1.9). */
    private static String shortened(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith(MEDIA_TYPE) ? lower.substring(MEDIA_TYPE.length()) : lower;
    }

    private boolean isClaimedType(@Nullable JsonValue given) {
        return given == null
                || (given instanceof JsonString text && text.getString().equals(claimedType));
    }
}
