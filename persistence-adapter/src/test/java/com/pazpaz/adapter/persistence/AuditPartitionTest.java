package com.pazpaz.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partitions, as PostgreSQL has them on record. */
class AuditPartitionTest {

    private static void add(Connection connection, String name, String bounds) throws SQLException {
        Sql.execute(connection, "CREATE TABLE public.\"" + name + "\" PARTITION OF public.audit_events " + bounds);
    }

    private static String from(String first, String next) {
        return "FOR VALUES FROM ('" + first + "') TO ('" + next + "')";
    }

    /** Nothing of it is committed. */
    private static List<AuditPartition> before2010(String zone) throws SQLException {
        try (Connection owner = TestDatabase.asOwner()) {
            owner.setAutoCommit(false);
            Sql.execute(owner, "SET LOCAL TIME ZONE '" + zone + "'");
            add(owner, "a month", from("2008-03-01+00", "2008-04-01+00"));
            add(owner, "audit_events_2008_05", from("2008-04-01+00", "2008-05-01+00"));
            add(owner, "\"\"; DROP", from("2007-12-01+00", "2008-01-01+00"));
            add(owner, "audit_events_2007_11", from("2007-11-01+01", "2007-11-30 23:00+00"));
            add(owner, "audit_events_2007_10", from("2007-10-01 00:00:00.000001+00", "2007-10-31+00"));
            add(owner, "audit_events_2007_07", from("2007-07-01+00", "2007-10-01+00"));
            add(owner, "audit_events_2000_01", "FOR VALUES FROM (MINVALUE) TO ('2000-01-01+00')");
            add(owner, "audit_events_1999_01", "DEFAULT");
            return AuditPartition.of(owner, "public.audit_events").stream()
                    .filter(partition -> partition.month().isBefore(YearMonth.of(2010, 1)))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Asia/Kolkata", "America/New_York"})
    void areMonthsByTheirBoundsInWhateverZone(String zone) throws SQLException {
        assertThat(before2010(zone))
                .extracting(AuditPartition::month)
                .containsExactly(YearMonth.of(2007, 12), YearMonth.of(2008, 3), YearMonth.of(2008, 4));
    }

    @Test
    void areNamedAsAStatementNamesThem() throws SQLException {
        assertThat(before2010("UTC"))
                .extracting(AuditPartition::name)
                .containsExactly("public.\"\"\"; DROP\"", "public.\"a month\"", "public.audit_events_2008_05");
    }
}
