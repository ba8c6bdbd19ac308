package com.pazpaz.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.adapter.persistence.schema.RolesScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresDatabaseHealthTest {

    @Nested
    class ADatabase {

        @Test
        void ofThisReleaseHasNoProblem() {
            assertThat(new PostgresDatabaseHealth(application()).problem()).isEmpty();
        }

        @Test
        void thatIsOutOfReachIsNotReady() {
            PGSimpleDataSource nowhere = application();
            nowhere.setPortNumbers(new int[] {1});

            assertThat(new PostgresDatabaseHealth(nowhere).problem())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("cannot be reached", "08001"));
        }

        @Test
        void withoutASchemaSaysWhatToRun() {
            PGSimpleDataSource empty = application();
            empty.setDatabaseName("postgres");

            assertThat(new PostgresDatabaseHealth(empty).problem())
                    .contains("The database has no schema: run ./pazpaz schema");
        }

        @Test
        void withAnOlderSchemaSaysWhatToRun() throws SQLException {
            assertThat(problemAtVersion(SchemaVersion.EXPECTED - 1))
                    .isEqualTo("The schema is at version " + (SchemaVersion.EXPECTED - 1) + ", this PazPaz needs "
                            + SchemaVersion.EXPECTED + ": run ./pazpaz schema");
        }

        @Test
        void withANewerSchemaServesWhileNodesAreReplaced() throws SQLException {
            assertThat(problemAtVersion(SchemaVersion.EXPECTED + 1)).isEmpty();
        }

        @Test
        void whoseAnswerFailsOtherwiseIsNotReadyEither() {
            var broken = new PGSimpleDataSource() {
                @Override
                public Connection getConnection() {
                    throw new IllegalStateException("Miriam Example");
                }
            };

            assertThat(new PostgresDatabaseHealth(broken).problem())
                    .hasValueSatisfying(reason ->
                            assertThat(reason).contains("IllegalStateException").doesNotContain("Miriam"));
        }

        private String problemAtVersion(int version) throws SQLException {
            try (Connection owner = TestDatabase.asOwner()) {
                Sql.execute(
                        owner,
                        "UPDATE flyway_schema_history SET version = ? WHERE version = ?",
                        String.valueOf(version),
                        String.valueOf(SchemaVersion.EXPECTED));
                try {
                    return new PostgresDatabaseHealth(application()).problem().orElse("");
                } finally {
                    Sql.execute(
                            owner,
                            "UPDATE flyway_schema_history SET version = ? WHERE installed_rank ="
                                    + " (SELECT max(installed_rank) FROM flyway_schema_history)",
                            String.valueOf(SchemaVersion.EXPECTED));
                }
            }
        }
    }

    @Nested
    class AServerWhoseLogMayQuoteRows {

        @Test
        void isWarnedAboutOnce() throws SQLException {
            var health = new PostgresDatabaseHealth(application());

            List<String> warnings = whileTalkative(() -> warningsDuring(() -> {
                health.problem();
                health.problem();
            }));

            assertThat(warnings)
                    .containsExactly(
                            "PostgreSQL's log may quote rows: set log_error_verbosity = terse in postgresql.conf,"
                                    + " and reload",
                            "PostgreSQL's log may quote rows: set log_parameter_max_length_on_error = 0"
                                    + " in postgresql.conf, and reload");
        }

        @Test
        void isNotTheOneOfTheseTests() {
            assertThat(warningsDuring(() -> new PostgresDatabaseHealth(application()).problem()))
                    .isEmpty();
        }

        private List<String> whileTalkative(Supplier<List<String>> work) throws SQLException {
            try (Connection superuser = TestDatabase.asSuperuser()) {
                Sql.execute(superuser, "ALTER DATABASE pazpaz SET log_error_verbosity = 'verbose'");
                Sql.execute(superuser, "ALTER DATABASE pazpaz SET log_parameter_max_length_on_error = -1");
                try {
                    return work.get();
                } finally {
                    Sql.execute(superuser, "ALTER DATABASE pazpaz RESET ALL");
                }
            }
        }

        private List<String> warningsDuring(Runnable work) {
            List<String> messages = new ArrayList<>();
            Handler handler = new Handler() {
                @Override
                public void publish(LogRecord logged) {
                    messages.add(logged.getMessage());
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
            Logger log = Logger.getLogger(PostgresDatabaseHealth.class.getName());
            log.addHandler(handler);
            try {
                work.run();
            } finally {
                log.removeHandler(handler);
            }
            return messages;
        }
    }

    private static PGSimpleDataSource application() {
        var source = new PGSimpleDataSource();
        source.setUrl(TestDatabase.url());
        source.setUser(RolesScript.APPLICATION);
        source.setPassword(TestDatabase.PASSWORD);
        return source;
    }
}
