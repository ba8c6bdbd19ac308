package com.pazpaz.it;

import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Values of clients that occur nowhere else, each of them once: {@link #PATTERN} finds whichever was left somewhere. */
final class UnmistakableValues {

    /** A POSIX regular expression, for text in any case. Dates of births are of a century of which there are no others. */
    static final String PATTERN = "mallowquill|18[0-9]{2}-[0-9]{2}-[0-9]{2}";

    /** Long enough for a million of them, and all of one length: none begins another. */
    private static final int LETTERS = 5;

    private static final LocalDate FIRST_BIRTHDAY = LocalDate.of(1801, 1, 1);

    private final Random random;
    private int given;

    UnmistakableValues(Random random) {
        this.random = random;
    }

    /** One word, of letters alone. */
    String name() {
        var name = new StringBuilder("Mallowquill");
        int rest = given++;
        for (int i = 0; i < LETTERS; i++) {
            name.insert("Mallowquill".length(), (char) ('a' + rest % 26));
            rest /= 26;
        }
        return name.toString();
    }

    /** A value of this field, as the API takes it. */
    String of(String field) {
        return switch (field) {
            case "first_name", "last_name", "emergency_contact_name" -> name();
            case "email" -> name() + "@example.org";
            case "date_of_birth" ->
                FIRST_BIRTHDAY.plusDays(random.nextInt(30_000)).toString();
            default -> name() + " " + given;
        };
    }

    /** Both names, and about half of the other fields. */
    Map<String, String> client(Iterable<String> otherFields) {
        var values = new TreeMap<String, String>();
        values.put("first_name", of("first_name"));
        values.put("last_name", of("last_name"));
        for (String field : otherFields) {
            if (random.nextBoolean()) {
                values.put(field, of(field));
            }
        }
        return values;
    }
}
