package com.pazpaz.demo;

import com.pazpaz.adapter.persistence.schema.RolesScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A PostgreSQL server of one's own on the loopback address, with the database {@value #DATABASE}.
 *
 * <p>As durable as one in production. Every login needs a password (SCRAM-SHA-256), the superuser's too. Its log quotes
 * no rows, parameters or statements. Data and passwords are found again when it is started on the same directory, even
 * after it, or the process that started it, was killed.
 */
public final class LocalPostgres implements AutoCloseable {

    public static final String DATABASE = RolesScript.DATABASE;

    private static final String HOST = "127.0.0.1";
    private static final String SUPERUSER = "postgres";

    private final StateDirectory state;
    private final PostgresBinaries binaries;
    private final PostgresConfiguration configuration;
    private final AutoCloseable lock;

    private LocalPostgres(
            StateDirectory state, PostgresBinaries binaries, PostgresConfiguration configuration, AutoCloseable lock) {
        this.state = state;
        this.binaries = binaries;
        this.configuration = configuration;
        this.lock = lock;
    }

    /** Describes a server that keeps everything in a directory; {@link Setup#start()} starts it. */
    public static Setup in(StateDirectory state) {
        return new Setup(state, state.file("programs"), state.file("logs"), 0);
    }

    /**
     * What a server is to be like.
     *
     * @param programs where PostgreSQL's programs are, or are to be unpacked; may be shared
     * @param logs the directory of {@code postgresql.log}
     * @param port 0 for the one it had before, or else any that is free
     */
    public record Setup(StateDirectory state, Path programs, Path logs, int port) {

        public Setup withPrograms(Path directory) {
            return new Setup(state, directory, logs, port);
        }

        public Setup withLogs(Path directory) {
            return new Setup(state, programs, directory, port);
        }

        public Setup withPort(int chosen) {
            return new Setup(state, programs, logs, chosen);
        }

        /**
         * Starts the server and waits until it answers. Creates what is not there yet: the data directory, the roles
         * {@code pazpaz_owner} and {@code pazpaz_app}, and the database, which is empty.
         *
         * @throws DemoException if the directory is in use, the port is taken, or PostgreSQL does not start
         */
        public LocalPostgres start() {
            AutoCloseable lock = state.lock();
            try {
                var binaries = PostgresBinaries.in(programs);
                stopLeftover(state, binaries);
                var configuration = new PostgresConfiguration(logs, choosePort());
                var server = new LocalPostgres(state, binaries, configuration, lock);
                server.start();
                return server;
            } catch (RuntimeException e) {
                release(lock);
                throw e;
            }
        }

        private int choosePort() {
            if (port != 0 && !Ports.isFree(port)) {
                throw new DemoException("Port " + port + ", where PostgreSQL is to listen, is taken. Choose another");
            }
            int chosen = port != 0
                    ? port
                    : state.read("port")
                            .map(remembered -> Integer.parseInt(remembered.strip()))
                            .filter(Ports::isFree)
                            .orElseGet(Ports::free);
            state.write("port", Integer.toString(chosen));
            return chosen;
        }
    }

    public int port() {
        return configuration.port();
    }

    public String host() {
        return HOST;
    }

    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** Owns the schema. Row-level security binds it too, with a policy that shows it every workspace. */
    public DatabaseUser owner() {
        return user(RolesScript.OWNER);
    }

    /** The login of the application's servers. */
    public DatabaseUser application() {
        return user(RolesScript.APPLICATION);
    }

    public DatabaseUser superuser() {
        return user(SUPERUSER);
    }

    /** A connection to the database {@value #DATABASE}. */
    public Connection connect(DatabaseUser user) throws SQLException {
        return connect(DATABASE, user);
    }

    public Path dataDirectory() {
        return state.file("data");
    }

    public Path log() {
        return configuration.log();
    }

    /** Stops the server in good order; sessions that are open are ended. */
    @Override
    public void close() {
        try {
            stop(state, binaries);
        } finally {
            release(lock);
        }
    }

    /** Ends the server's processes as a crash would, without any warning: for tests of what survives that. */
    public void kill() {
        kill(state);
        release(lock);
    }

    /** The same for a server that a process left running on a directory when it was killed itself. */
    static void kill(StateDirectory state) {
        postmaster(state).ifPresent(postmaster -> {
            List<ProcessHandle> all = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
            postmaster.onExit().join();
            all.forEach(process -> process.onExit().join());
        });
    }

    private void start() {
        if (!Files.exists(dataDirectory())) {
            initialise();
        }
        configuration.writeInto(dataDirectory());
        try {
            binaries.run(
                    "pg_ctl", "start", "-w", "-t", "60", "-D", dataDirectory().toString(), "-l", log().toString());
        } catch (DemoException e) {
            throw new DemoException("PostgreSQL did not start; its log says why: " + log(), e);
        }
        try {
            createRolesAndDatabase();
        } catch (SQLException | RuntimeException e) {
            stop(state, binaries);
            throw new DemoException("PostgreSQL started but could not be set up; its log may say why: " + log(), e);
        }
    }

    // Under another name until it is whole, so that an interrupted start is simply done again.
    private void initialise() {
        state.secret(passwordFile(SUPERUSER));
        state.delete("data.new");
        Path directory = state.file("data.new");
        binaries.run(
                "initdb",
                "--pgdata=" + directory,
                "--username=" + SUPERUSER,
                "--pwfile=" + state.file(passwordFile(SUPERUSER)),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--data-checksums");
        try {
            Files.move(directory, dataDirectory(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createRolesAndDatabase() throws SQLException {
        try (Connection connection = connect("postgres", superuser())) {
            if (isNew(connection)) {
                RolesScript.run(
                        connection,
                        owner().password().toCharArray(),
                        application().password().toCharArray());
            }
        }
    }

    private static boolean isNew(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
            query.setString(1, DATABASE);
            return !query.executeQuery().next();
        }
    }

    private Connection connect(String database, DatabaseUser user) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user.name());
        properties.setProperty("password", user.password());
        properties.setProperty("logServerErrorDetail", "false");
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://" + HOST + ":" + port() + "/" + database;
    }

    private DatabaseUser user(String name) {
        return new DatabaseUser(name, state.secret(passwordFile(name)));
    }

    private static String passwordFile(String user) {
        return user + ".password";
    }

    // Whoever started it was killed and could not stop it; or it was killed itself, and its number was given away.
    private static void stopLeftover(StateDirectory state, PostgresBinaries binaries) {
        if (postmaster(state).isPresent()) {
            stop(state, binaries);
        } else {
            state.delete("data/postmaster.pid");
        }
    }

    private static void stop(StateDirectory state, PostgresBinaries binaries) {
        if (postmaster(state).isPresent()) {
            binaries.run(
                    "pg_ctl",
                    "stop",
                    "-w",
                    "-t",
                    "60",
                    "-m",
                    "fast",
                    "-D",
                    state.file("data").toString());
        }
    }

    private static Optional<ProcessHandle> postmaster(StateDirectory state) {
        String data = state.file("data").toString();
        return state.read("data/postmaster.pid")
                .flatMap(text -> text.lines().findFirst())
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                .filter(process -> List.of(process.info().arguments().orElse(new String[0]))
                        .contains(data));
    }

    private static void release(AutoCloseable lock) {
        try {
            lock.close();
        } catch (Exception e) {
            throw new IllegalStateException("The lock file could not be closed", e);
        }
    }
}
