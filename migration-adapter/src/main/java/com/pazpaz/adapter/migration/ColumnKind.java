package com.pazpaz.adapter.migration;

import java.util.Optional;

/** How a column of the plaintext table keeps a value, and how that is read and written as text. */
enum ColumnKind {
    TEXT("%s", "?"),
    DATE("%s::text", "?::date"),
    ARRAY(
            "array_to_json(%s)::text",
            "(SELECT array_agg(label ORDER BY place) FROM json_array_elements_text(?::json)"
                    + " WITH ORDINALITY AS l (label, place))"),
    JSON("%s::text", "?::json"),
    JSONB("%s::text", "?::jsonb"),
    BYTES("encode(%s, 'base64')", "decode(?, 'base64')");

    private final String read;
    private final String write;

    ColumnKind(String read, String write) {
        this.read = read;
        this.write = write;
    }

    /** An expression that gives the value as text. */
    String read(String column) {
        return read.formatted(column);
    }

    /** An expression with one parameter, which takes such text. */
    String write() {
        return write;
    }

    boolean isList() {
        return this == ARRAY || this == JSON || this == JSONB;
    }

    /**
     * The kind of a column.
     *
     * @param type as {@code format_type} names it
     */
    static Optional<ColumnKind> ofType(String type) {
        return switch (type.replaceAll("\\(.*\\)", "")) {
            case "text", "character varying" -> Optional.of(TEXT);
            case "date" -> Optional.of(DATE);
            case "text[]", "character varying[]" -> Optional.of(ARRAY);
            case "json" -> Optional.of(JSON);
            case "jsonb" -> Optional.of(JSONB);
            case "bytea" -> Optional.of(BYTES);
            default -> Optional.empty();
        };
    }
}
