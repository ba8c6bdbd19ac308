package com.pazpaz.adapter.migration;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.MigrationPhase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements of {@code scaffold.sql}, for a schema and a role. */
final class MigrationScaffold {

    /** What besides the protected columns makes the two halves differ. */
    private static final String[] PLAIN = {"consent_status", "is_active", "created_at", "updated_at"};

    /** What decides about a client's place in the list. */
    private static final String[] PLACE = {
        ClientField.FIRST_NAME.logicalName(), ClientField.LAST_NAME.logicalName(), "is_active"
    };

    private MigrationScaffold() {}

    /**
     * The script.
     *
     * @param schema that of PazPaz, quoted
     * @param appRole the role of the application, which has a plain name
     */
    static String sql(String schema, String appRole) {
        Map<String, String> values = Map.of(
                "schema",
                schema,
                "appRole",
                appRole,
                "appLogin",
                "'" + appRole + "'",
                "fields",
                MigratedColumns.FIELDS,
                "phases",
                Arrays.stream(MigrationPhase.values())
                        .map(phase -> "'" + phase + "'")
                        .collect(Collectors.joining(", ")),
                "anythingChanged",
                differ(Stream.concat(
                        Arrays.stream(ClientField.values()).map(ClientField::logicalName), Arrays.stream(PLAIN))),
                "placeChanged",
                differ(Arrays.stream(PLACE)));
        String sql = script();
        for (Map.Entry<String, String> value : values.entrySet()) {
            sql = sql.replace("${" + value.getKey() + "}", value.getValue());
        }
        return sql;
    }

    /** As text: not every type has a notion of equality. */
    private static String differ(Stream<String> columns) {
        return columns.map(column -> "OLD." + column + "::text IS DISTINCT FROM NEW." + column + "::text")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static String script() {
        try (InputStream script = MigrationScaffold.class.getResourceAsStream("scaffold.sql")) {
            if (script == null) {
                throw new IllegalStateException("scaffold.sql is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
