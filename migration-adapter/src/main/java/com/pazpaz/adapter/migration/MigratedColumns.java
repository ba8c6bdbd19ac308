package com.pazpaz.adapter.migration;

import com.pazpaz.domain.model.AdoptedForm;
import com.pazpaz.domain.model.ClientField;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /** The values of a row called c as text. */
    String asText() {
        return all.stream()
                .map(column -> column.kind().read("c." + column.name()) + " AS " + column.name())
                .collect(Collectors.joining(", "));
    }
}
