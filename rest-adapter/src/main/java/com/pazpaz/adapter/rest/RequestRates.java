package com.pazpaz.adapter.rest;

/**
 * How much this node takes.
 *
 * @param user requests of one user
 * @param workspace requests of all users of one workspace
 * @param failedLogins requests without a valid token, of one address
 * @param recordedFailedLogins those of all addresses together that are put on record one by one
 */
public record RequestRates(Rate user, Rate workspace, Rate failedLogins, Rate recordedFailedLogins) {}
