package com.pazpaz.adapter.migration;

import com.pazpaz.domain.model.AdoptedForm;
import com.pazpaz.domain.model.ClientField;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The protected columns of the plaintext table, in the order of their fields, and SQL with them. */
record MigratedColumns(List<MigratedColumn> all) {

    static final String FIELDS =
            Arrays.stream(ClientField.values()).map(ClientField::logicalName).collect(Collectors.joining(", "));

    MigratedColumns {
        all = List.copyOf(all);
    }

    /** As they were looked at when the migration was prepared. */
    static MigratedColumns stored(Connection connection) throws SQLException {
        List<MigratedColumn> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT field, kind, form FROM pazpaz_migration.columns")) {
            while (rows.next()) {
                columns.add(new MigratedColumn(
                        ClientField.named(rows.getString(1)).orElseThrow(),
                        ColumnKind.valueOf(rows.getString(2)),
                        Optional.ofNullable(rows.getString(3)).map(AdoptedForm::parse)));
            }
        }
        columns.sort((a, b) -> a.field().compareTo(b.field()));
        if (columns.size() != ClientField.values().length) {
            throw new IllegalStateException(
                    "The columns of the plaintext table are not all known: run ./pazpaz migrate prepare once more");
        }
        return new MigratedColumns(columns);
    }

    /** The forms of those that are not plaintext, by the logical names of their fields. */
    static Map<String, AdoptedForm> forms(Connection connection) throws SQLException {
        Map<String, AdoptedForm> forms = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT field, form FROM pazpaz_migration.columns WHERE form IS NOT NULL")) {
            while (rows.next()) {
                forms.put(rows.getString(1), AdoptedForm.parse(rows.getString(2)));
            }
        }
        return forms;
    }

    /** The values of a row called c as text. */
    String asText() {
        return all.stream()
                .map(column -> column.kind().read("c." + column.name()) + " AS " + column.name())
                .collect(Collectors.joining(", "));
    }
}
