package com.pazpaz.demo;

import com.pazpaz.adapter.persistence.schema.SchemaMigration;
import java.util.Optional;

/** {@code ./pazpaz schema}: brings the schema of the database that the environment names up to date, as its owner. */
public final class SchemaCommand {

    private SchemaCommand() {}

    /** Exits with 0, or with 1 and what to do. */
    public static void main(String[] arguments) {
        try {
            SchemaMigration.apply(
                    required("PAZPAZ_DB_URL"),
                    required("PAZPAZ_DB_OWNER"),
                    required("PAZPAZ_DB_OWNER_PASSWORD"),
                    required("PAZPAZ_DB_APP_ROLE"));
            System.out.println("The schema is up to date.");
        } catch (IllegalStateException | IllegalArgumentException e) {
            System.err.println("pazpaz schema: " + e.getMessage());
            System.exit(1);
        }
    }

    private static String required(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Set the environment variable " + variable + "; docs/DEPLOYMENT.md says to what"));
    }
}
