package com.pazpaz.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * How a {@link LocalPostgres} is configured, written anew at each start.
 *
 * @param logs the directory of the log
 */
record PostgresConfiguration(Path logs, int port) {

    // The part on logging keeps data out of the log: PostgreSQL quotes rows in the details of errors, parameters beside
    // them, and literals in the statements that caused them.
    private static final String SETTINGS = """
            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            max_connections = 60

            fsync = on
            synchronous_commit = on
            full_page_writes = on

            log_error_verbosity = terse
            log_min_error_statement = panic
            log_parameter_max_length = 0
            log_parameter_max_length_on_error = 0
            log_statement = none
            log_min_duration_statement = -1
            log_line_prefix = '%%m [%%p] %%u '

            timezone = 'UTC'
            log_timezone = 'UTC'
            """;

    private static final String ACCESS = "host all all 127.0.0.1/32 scram-sha-256\n";

    Path log() {
        return logs.resolve("postgresql.log");
    }

    void writeInto(Path dataDirectory) {
        try {
            Files.writeString(dataDirectory.resolve("postgresql.conf"), SETTINGS.formatted(port));
            Files.writeString(dataDirectory.resolve("pg_hba.conf"), ACCESS);
            Files.createDirectories(logs);
            if (!Files.exists(log())) {
                Files.createFile(
                        log(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
