package com.pazpaz.it;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Clients as an older application may have left them, by the names of the columns. */
final class StrangeValues {

    private static final String LOOKS_ENCRYPTED = "v1:AAAAAAAAAAAAAAAA:AAAA:AAAAAAAAAAAAAAAAAAAAAA";

    static final List<Map<String, @Nullable Object>> ALL = List.of(
            row(),
            row("first_name", "v1:AAAA", "last_name", LOOKS_ENCRYPTED, "notes", LOOKS_ENCRYPTED, "email", "v1:AAAA"),
            row("first_name", "", "last_name", "", "email", "", "phone", "", "address", "", "notes", "", "tags", "{}"),
            row("notes", " \t\n\r\u0001\u007f\u00a0\u200b\ufeff ", "address", "\\x00 NULL null 'quoted' \"too\" \\"),
            row("medical_history", everyPlane(), "notes", "e\u0301 is not \u00e9", "first_name", "\u05d3\u05e0\u05d4"),
            row(
                    "first_name", "f".repeat(255),
                    "last_name", "\ud83d\ude00".repeat(255),
                    "email", "e".repeat(243) + "@example.org",
                    "phone", "1".repeat(50),
                    "notes", "n".repeat(10_000),
                    "medical_history", "\u05d0".repeat(100_000)),
            // More than today's rules allow.
            row("notes", "n".repeat(20_000), "email", "no address", "date_of_birth", "0044-03-15 BC"),
            row("date_of_birth", "infinity", "tags", "{NULL,\"\",\"a b\",\"c\\\"d\",\"e\\\\f\"}"),
            row("date_of_birth", "12024-02-29", "tags", "{{a,b},{c,d}}"),
            row("date_of_birth", "1984-02-29", "tags", "{one,two,\"line\nbreak\"}"));

    /** What is seen where it is not the same text: the lists, as JSON with nothing that need not be there. */
    private static final Map<String, String> LISTS = Map.of(
            "{}", "[]",
            "{NULL,\"\",\"a b\",\"c\\\"d\",\"e\\\\f\"}", "[\"null\",\"\",\"a b\",\"c\\\"d\",\"e\\\\f\"]",
            "{{a,b},{c,d}}", "[\"[\\\"a\\\",\\\"b\\\"]\",\"[\\\"c\\\",\\\"d\\\"]\"]",
            "{one,two,\"line\nbreak\"}", "[\"one\",\"two\",\"line\\u000abreak\"]");

    private StrangeValues() {}

    private static Map<String, @Nullable Object> row(Object... namesAndValues) {
        Map<String, @Nullable Object> row = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    /** A character at each end of every plane of Unicode that has any, but for surrogates. */
    private static String everyPlane() {
        return IntStream.rangeClosed(0, 16)
                .flatMap(plane -> IntStream.of(plane * 0x10000 + 0x20, plane * 0x10000 + 0xFFFD))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** What PazPaz shows of such a row, by the names of the fields. */
    static Map<String, String> asSeen(Map<String, @Nullable Object> row) {
        Map<String, String> seen = new HashMap<>();
        seen.put("first_name", "Example");
        seen.put("last_name", "Person");
        row.forEach((name, value) -> {
            String text = String.valueOf(value);
            seen.put(name, name.equals("tags") ? LISTS.getOrDefault(text, text) : text);
        });
        return seen;
    }
}
