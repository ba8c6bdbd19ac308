package com.pazpaz.domain.phi;

import com.pazpaz.domain.model.ProtectedField;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a new value of a protected field must be like. A complaint names the rule, never the value. */
public final class PhiRules {

    private static final String LABEL = "[\\p{L}\\p{M}\\p{N}]++(?:-++[\\p{L}\\p{M}\\p{N}]++)*+";

    /**
     * The shape that HTML's e-mail input accepts, with a dotted domain and Unicode letters in both halves (RFC 6531).
     * The possessive quantifiers keep the match linear, whatever is sent.
     */
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}.!#$%&'*+/=?^_`{|}~-]++@" + LABEL + "(?:\\." + LABEL + ")++");

    private static final Pattern ISO_DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private PhiRules() {}

    /**
     * What is wrong with this text as a new value of the field, if anything.
     *
     * @param latestDate the last date that is not in the future
     */
    public static Optional<String> complaint(ProtectedField field, String text, LocalDate latestDate) {
        if (!isWellFormed(text)) {
            return Optional.of("must be valid Unicode text");
        }
        if (field.required() && isBlank(text)) {
            return Optional.of("must not be blank");
        }
        if (text.codePointCount(0, text.length()) > field.maxLength()) {
            return Optional.of("must have at most " + field.maxLength() + " characters");
        }
        return switch (field.kind()) {
            case EMAIL -> EMAIL.matcher(text).matches() ? Optional.empty() : Optional.of("must be an e-mail address");
            case DATE -> dateComplaint(text, latestDate);
            case NAME, PHONE, TEXT -> Optional.empty();
            case TAGS -> throw new IllegalArgumentException("A list of labels is judged as a list");
        };
    }

    /** What is wrong with these labels as a new list, if anything. */
    public static Optional<String> complaint(ProtectedField field, List<String> labels) {
        if (labels.size() > Tags.MAX_COUNT) {
            return Optional.of("must have at most " + Tags.MAX_COUNT + " entries");
        }
        for (String label : labels) {
            if (!isWellFormed(label)) {
                return Optional.of("must be valid Unicode text");
            }
            if (label.codePointCount(0, label.length()) > field.maxLength()) {
                return Optional.of("must have entries of at most " + field.maxLength() + " characters");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> dateComplaint(String text, LocalDate latestDate) {
        // LocalDate.parse alone would also take years of more digits and a sign.
        if (!ISO_DATE.matcher(text).matches()) {
            return Optional.of("must be a date, YYYY-MM-DD");
        }
        try {
            return LocalDate.parse(text).isAfter(latestDate)
                    ? Optional.of("must not be in the future")
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.of("must be a date, YYYY-MM-DD");
        }
    }

    /** Whether nothing of the text shows. Java's own notion of blank leaves out spaces that do not break. */
    private static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT);
    }

    /** Whether the text survives UTF-8: a surrogate without its partner would be silently replaced. */
    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
