package com.pazpaz.cli.bootstrap;

import java.util.Map;

/** The database as the settings of the server name it. */
record DatabaseAddress(String url, String user, String password) {

    /** @throws IllegalArgumentException if a setting is missing; the message names it */
    static DatabaseAddress from(Map<String, String> settings) {
        String url = "jdbc:postgresql://" + required(settings, "PAZPAZ_DB_HOST") + ":"
                + settings.getOrDefault("PAZPAZ_DB_PORT", "5432") + "/"
                + settings.getOrDefault("PAZPAZ_DB_NAME", "pazpaz") + "?sslmode="
                + settings.getOrDefault("PAZPAZ_DB_SSLMODE", "verify-full");
        return new DatabaseAddress(
                url, settings.getOrDefault("PAZPAZ_DB_USER", "pazpaz_app"), required(settings, "PAZPAZ_DB_PASSWORD"));
    }

    private static String required(Map<String, String> settings, String name) {
        String value = settings.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "Set " + name + ", as for the server, in the environment or with --settings");
        }
        return value;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseAddress[" + url + "]";
    }
}
