package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.DatabaseDiagnosisPort;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Asks PostgreSQL about its settings, the connection, and its clock. */
final class PostgresDiagnosis implements DatabaseDiagnosisPort {

    private static final String QUESTION = "SELECT coalesce(s.ssl, false), host(inet_server_addr()), clock_timestamp()"
            + " FROM pg_backend_pid() me LEFT JOIN pg_stat_ssl s ON s.pid = me";

    private final DataSource dataSource;

    PostgresDiagnosis(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Diagnosis diagnose() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(QUESTION)) {
            answer.next();
            boolean encrypted = answer.getBoolean(1);
            boolean local = isLocal(answer.getString(2));
            Instant time = answer.getObject(3, OffsetDateTime.class).toInstant();
            return new Diagnosis(ServerSettings.warnings(connection), encrypted, local, time);
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(e);
        }
    }

    /** @param address of the server; none for a socket of this machine */
    private static boolean isLocal(@Nullable String address) {
        try {
            return address == null || InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("PostgreSQL gives addresses as numbers", e);
        }
    }
}
