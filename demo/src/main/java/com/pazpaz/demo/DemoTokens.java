package com.pazpaz.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * Tokens for two practices that know nothing of each other. Their workspaces and users are always the same.
 *
 * @param first a token for the first workspace
 * @param other one for the second
 * @param expires when both end
 */
record DemoTokens(String first, String other, Instant expires) {

    static final UUID FIRST_WORKSPACE = UUID.fromString("00000000-0000-4000-8000-000000000001");
    static final UUID OTHER_WORKSPACE = UUID.fromString("00000000-0000-4000-8000-000000000002");

    private static final UUID FIRST_USER = UUID.fromString("00000000-0000-4000-8000-0000000000a1");
    private static final UUID OTHER_USER = UUID.fromString("00000000-0000-4000-8000-0000000000a2");
    private static final List<String> ROLES = List.of("therapist", "workspace-admin", "security-officer");
    private static final Duration VALID = Duration.ofHours(12);

    static DemoTokens mintedBy(DevelopmentIdentity identity) {
        return new DemoTokens(
                identity.token(FIRST_USER, FIRST_WORKSPACE, ROLES, VALID),
                identity.token(OTHER_USER, OTHER_WORKSPACE, ROLES, VALID),
                Instant.now().plus(VALID).truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public String toString() {
        return "DemoTokens[redacted]";
    }
}
