package com.pazpaz.adapter.rest;

/** The roles that a token's {@code groups} claim may name. */
final class Roles {

    static final String THERAPIST = "therapist";
    static final String ASSISTANT = "assistant";
    static final String WORKSPACE_ADMIN = "workspace-admin";
    static final String SECURITY_OFFICER = "security-officer";

    private Roles() {}
}
