package com.pazpaz.application.service;

import java.time.Duration;

/** Policies for tests. */
final class KeyPolicies {

    /** As in development. */
    static final KeyPolicy RELAXED = new KeyPolicy(false, Duration.ofDays(365));

    /** As in production. */
    static final KeyPolicy STRICT = new KeyPolicy(true, Duration.ofDays(365));

    private KeyPolicies() {}
}
