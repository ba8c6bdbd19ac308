package com.pazpaz.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPostgresTest {

    private static final Path PROGRAMS = Path.of("target", "postgresql");

    @TempDir
    static Path shared;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static LocalPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = setup(shared).start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    private static LocalPostgres.Setup setup(Path directory) {
        return LocalPostgres.in(StateDirectory.at(directory)).withPrograms(PROGRAMS);
    }

    @Nested
    class Access {

        @ParameterizedTest
        @ValueSource(strings = {"postgres", "pazpaz_owner", "pazpaz_app"})
        void needsThePasswordWhoeverAsks(String user) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), user, "a guess"))
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        }

        @Test
        void letsTheOwnerMakeTablesAndTheApplicationNot() throws SQLException {
            try (Connection owner = postgres.connect(postgres.owner());
                    Connection application = postgres.connect(postgres.application())) {
                execute(owner, "CREATE TABLE allowed (id int)");

                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> execute(application, "CREATE TABLE refused (id int)"))
                        .withMessageContaining("permission denied");
            }
        }

        @Test
        void isKeptToTheLoopbackAddress() throws SQLException {
            assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting("unix_socket_directories")).isEmpty();
        }

        @Test
        void isNotPrinted() {
            assertThat(postgres.owner().toString()).isEqualTo("pazpaz_owner");
        }
    }

    @ParameterizedTest
    @CsvSource({"fsync, on", "synchronous_commit, on", "full_page_writes, on", "data_checksums, on"})
    void isAsDurableAsInProduction(String name, String value) throws SQLException {
        assertThat(setting(name)).isEqualTo(value);
    }

    @Test
    void keepsDataOutOfItsLog() throws Exception {
        try (Connection owner = postgres.connect(postgres.owner())) {
            execute(owner, "CREATE TABLE made_up (name text PRIMARY KEY, CHECK (length(name) < 20))");
            execute(owner, "INSERT INTO made_up VALUES ('canary-duplicate')");

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> execute(owner, "INSERT INTO made_up VALUES ('canary-duplicate')"))
                    .withMessageNotContaining("canary");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> execute(owner, "INSERT INTO made_up VALUES ('canary-that-is-too-long')"))
                    .withMessageNotContaining("canary");
        }

        assertThat(postgres.log())
                .content()
                .contains("duplicate key value", "check constraint")
                .doesNotContain("canary");
    }

    @Nested
    class Starting {

        @TempDir
        Path directory;

        @Test
        void findsDataPasswordsAndPortAgainAfterAStop() throws SQLException {
            DatabaseUser owner;
            int port;
            try (LocalPostgres before = setup(directory).start()) {
                leaveTrace(before);
                owner = before.owner();
                port = before.port();
            }

            try (LocalPostgres after = setup(directory).start()) {
                assertThat(trace(after)).isEqualTo("42");
                assertThat(after.owner()).isEqualTo(owner);
                assertThat(after.port()).isEqualTo(port);
            }
        }

        @Test
        void findsTheDataAgainAfterACrash() throws SQLException {
            LocalPostgres before = setup(directory).start();
            leaveTrace(before);
            before.kill();

            try (LocalPostgres after = setup(directory).start()) {
                assertThat(trace(after)).isEqualTo("42");
            }
        }

        @Test
        void isNotHeldUpWhenTheNumberOfACrashedServerWasGivenToAnotherProcess() throws Exception {
            LocalPostgres before = setup(directory).start();
            leaveTrace(before);
            before.kill();
            Path pidFile = before.dataDirectory().resolve("postmaster.pid");
            long other = ProcessHandle.current().pid();
            Files.writeString(pidFile, Files.readString(pidFile).replaceFirst("[0-9]+", Long.toString(other)));

            try (LocalPostgres after = setup(directory).start()) {
                assertThat(trace(after)).isEqualTo("42");
            }
        }

        @Test
        void isRefusedWhileItRuns() {
            assertThatExceptionOfType(DemoException.class)
                    .isThrownBy(() -> setup(shared).start())
                    .withMessageContainingAll(shared.toString(), "in use");
        }

        @Test
        void isRefusedOnAPortThatIsTaken() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                var setup = setup(directory).withPort(taken.getLocalPort());

                assertThatExceptionOfType(DemoException.class)
                        .isThrownBy(setup::start)
                        .withMessageContainingAll("Port " + taken.getLocalPort(), "taken");
            }
        }

        private void leaveTrace(LocalPostgres server) throws SQLException {
            try (Connection owner = server.connect(server.owner())) {
                execute(owner, "CREATE TABLE trace AS SELECT 42 AS answer");
            }
        }

        private String trace(LocalPostgres server) throws SQLException {
            return query(server, server.owner(), "SELECT answer FROM trace");
        }
    }

    private static String setting(String name) throws SQLException {
        return query(postgres, postgres.superuser(), "SELECT current_setting('" + name + "')");
    }

    private static String query(LocalPostgres server, DatabaseUser user, String sql) throws SQLException {
        try (Connection connection = server.connect(user);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
