package com.pazpaz.it;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Somebody in a practice, and what they may do by docs/ACCESS.md. */
record Person(ApiCaller api, String role) {

    private static final List<String> THE_PRACTICE = List.of("therapist", "assistant", "workspace-admin");

    /** By the names that the trail has for acts; what is not here, everyone who sees clients may do. */
    private static final Map<String, List<String>> PERMITTED = Map.of(
            "client.import", List.of("therapist", "workspace-admin"),
            "client.export", List.of("therapist", "workspace-admin"),
            "client.accesses", List.of("workspace-admin"),
            "audit.list", List.of("workspace-admin", "security-officer"),
            "audit.view", List.of("workspace-admin", "security-officer"));

    private static final Set<String> CLINICAL = Set.of("medical_history", "notes");

    boolean may(String act) {
        return PERMITTED.getOrDefault(act, THE_PRACTICE).contains(role);
    }

    boolean mayRead(String field) {
        return !CLINICAL.contains(field) || !role.equals("assistant");
    }
}
