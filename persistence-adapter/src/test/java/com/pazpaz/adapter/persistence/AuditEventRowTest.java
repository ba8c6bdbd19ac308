package com.pazpaz.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.AuditEvent.Subject;
import com.pazpaz.domain.model.Operation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows as nobody should be able to write them, and what becomes of them. */
class AuditEventRowTest {

    private static final String CLIENT = "9d7e3f0a-52c1-4b8e-9f46-1a2b3c4d5e6f";

    private static final List<String> COLUMNS = List.of(
            "gen_random_uuid() AS id",
            "now() AS created_at",
            "gen_random_uuid() AS workspace_id",
            "NULL::uuid AS user_id",
            "'client.view' AS event_type",
            "'SUCCESS' AS outcome",
            "NULL AS resource_id",
            "'{" + CLIENT + "}'::uuid[] AS clients",
            "'{7}'::bigint[] AS revisions",
            "'{first_name}'::text[] AS fields",
            "'{count,1}'::text[] AS details",
            "'request' AS request_id",
            "NULL AS ip_address",
            "NULL AS user_agent",
            "1 AS audit_key",
            "sha256('') AS mac");

    private static final String ROW = "SELECT " + String.join(", ", COLUMNS);

    private interface Reading<T> {

        T of(ResultSet row) throws SQLException;
    }

    private static <T> T read(String sql, Reading<T> reading) throws SQLException {
        try (Connection owner = TestDatabase.asOwner();
                var statement = owner.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return reading.of(row);
        }
    }

    private static String rowWith(String value, String column) {
        return COLUMNS.stream()
                .map(each -> each.endsWith(" AS " + column) ? value + " AS " + column : each)
                .collect(Collectors.joining(", ", "SELECT ", ""));
    }

    @Test
    void whatPazPazWritesIsReadBothWays() throws SQLException {
        Optional<AuditedEvent> strictly = read(ROW, AuditEventRow::read);
        AuditEvent anyway = read(ROW, AuditEventRow::readAnything);

        assertThat(strictly).isPresent();
        assertThat(anyway.clients()).extracting(Subject::revision).containsExactly(7L);
        assertThat(anyway.fields()).containsExactly("first_name");
        assertThat(anyway.details()).isEqualTo(Map.of("count", "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{NULL}'::uuid[] | clients",
                "'{{9d7e3f0a-52c1-4b8e-9f46-1a2b3c4d5e6f}}'::uuid[] | clients",
                "'{}'::uuid[] | clients",
                "'{NULL}'::bigint[] | revisions",
                "'{1,2}'::bigint[] | revisions",
                "'{first_name,NULL}'::text[] | fields",
                "'{{first_name,last_name}}'::text[] | fields",
                "'{NULL,1}'::text[] | details",
                "'{count,NULL}'::text[] | details",
                "'MERGED' | outcome",
                "'client.merge' | event_type",
                "0 | audit_key",
                "decode('00', 'hex') | mac",
                "NULL::bytea | mac"
            },
            quoteCharacter = '"')
    void whatItDoesNotWriteProvesNothingAndIsShownAllTheSame(String value, String column) throws SQLException {
        String row = rowWith(value, column);

        assertThat(row).isNotEqualTo(ROW);
        assertThat(read(row, AuditEventRow::read)).isEmpty();
        assertThat(read(row, AuditEventRow::readAnything).origin().requestId()).isEqualTo("request");
    }

    @Test
    void whatCanBeToldIsTold() throws SQLException {
        assertThat(read(rowWith("'{first_name,NULL,last_name}'::text[]", "fields"), AuditEventRow::readAnything)
                        .fields())
                .isEqualTo(List.of("first_name", "last_name"));
        assertThat(read(rowWith("'{NULL}'::bigint[]", "revisions"), AuditEventRow::readAnything)
                        .clients())
                .hasToString("[Subject[client=" + CLIENT + ", revision=0]]");
        assertThat(read(rowWith("'MERGED'", "outcome"), AuditEventRow::readAnything)
                        .outcome())
                .isEqualTo(Outcome.UNREADABLE);
        assertThat(read(rowWith("'client.merge'", "event_type"), AuditEventRow::readAnything)
                        .operation())
                .isEqualTo(Operation.UNKNOWN);
    }
}
