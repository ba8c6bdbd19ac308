package com.pazpaz.adapter.persistence.schema;

import com.pazpaz.adapter.persistence.SchemaVersion;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Brings the schema to the version that this release of PazPaz was made for. Run by the schema's owner; running it again
 * does nothing.
 */
public final class SchemaMigration {

    private static final Pattern ROLE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private SchemaMigration() {}

    /**
     * Migrates.
     *
     * @param appRole the role of the application, which is granted what it needs
     * @throws IllegalStateException if the schema did not reach the version; the message says why
     */
    public static void apply(String jdbcUrl, String ownerUser, String ownerPassword, String appRole) {
        if (!ROLE.matcher(appRole).matches()) {
            throw new IllegalArgumentException("The role of the application has a plain name: a-z, 0-9 and _");
        }
        Flyway flyway = Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(jdbcUrl, ownerUser, ownerPassword)
                .locations("classpath:com/pazpaz/adapter/persistence/schema")
                .placeholders(Map.of("appRole", appRole))
                .load();
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw new IllegalStateException("The schema cannot be migrated. " + e.getMessage(), e);
        }
        // Where a class loader hides the migrations, Flyway applies none without failing.
        String reached = Optional.ofNullable(flyway.info().current())
                .map(MigrationInfo::getVersion)
                .map(String::valueOf)
                .orElse("0");
        if (!reached.equals(String.valueOf(SchemaVersion.EXPECTED))) {
            throw new IllegalStateException(
                    "The schema is at version " + reached + " after migrating, and should be at "
                            + SchemaVersion.EXPECTED + ". Migrate with the release of PazPaz that is to run");
        }
    }
}
