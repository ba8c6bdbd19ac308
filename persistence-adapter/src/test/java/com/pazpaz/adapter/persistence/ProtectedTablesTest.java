package com.pazpaz.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every table with ciphertext must have: a key whose records nobody counts would be destroyed while it is needed. */
class ProtectedTablesTest {

    /** Every table with a protected column, but those of keys. */
    static List<String> tables() throws SQLException {
        return query("SELECT DISTINCT table_name FROM information_schema.columns WHERE domain_name = 'ciphertext'"
                + " AND table_name NOT IN ('workspace_keys', 'audit_keys')");
    }

    private static List<String> query(String sql, Object... parameters) throws SQLException {
        try (Connection owner = TestDatabase.asOwner()) {
            return Sql.query(owner, sql, parameters);
        }
    }

    @Test
    void areFound() throws SQLException {
        assertThat(tables()).contains("clients");
    }

    @ParameterizedTest
    @MethodSource("tables")
    void areCountedByKey(String table) throws SQLException {
        assertThat(query("SELECT prosrc FROM pg_proc WHERE proname = 'records_by_key'")
                        .get(0))
                .contains(" " + table + " ");
    }

    @ParameterizedTest
    @MethodSource("tables")
    void keepAKeyThatTheyNeedFromBeingDestroyed(String table) throws SQLException {
        assertThat(query("SELECT prosrc FROM pg_proc WHERE proname = 'refuse_destroying_a_key_in_use'")
                        .get(0))
                .contains(" " + table + " ");
    }

    @ParameterizedTest
    @MethodSource("tables")
    void referToTheKeysOfTheirWorkspace(String table) throws SQLException {
        assertThat(query(
                        "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = ?::regclass"
                                + " AND confrelid = 'workspace_keys'::regclass",
                        table))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void takeRowsUnderTheActiveKeyAlone(String table) throws SQLException {
        assertThat(query(
                        "SELECT tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
                                + " WHERE p.proname = 'accept_active_key_only' AND t.tgrelid = ?::regclass",
                        table))
                .containsExactlyInAnyOrder("accept_active_key_only", "accept_active_key_only_on_update");
    }

    @ParameterizedTest
    @MethodSource("tables")
    void keepWorkspacesApart(String table) throws SQLException {
        assertThat(query(
                        "SELECT relname FROM pg_class WHERE oid = ?::regclass AND relrowsecurity AND relforcerowsecurity",
                        table))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void carryVersionRevisionAndMac(String table) throws SQLException {
        assertThat(query("SELECT column_name FROM information_schema.columns WHERE table_name = ?", table))
                .contains("key_version", "revision", "record_mac");
    }
}
