package com.pazpaz.domain.model;

/**
 * Why a key is marked as compromised, in the words of whoever marked it. Kept with the key, logged and reported in plain
 * text: it is to name no client, and nothing of one.
 *
 * @param text one line of 1 to {@value #MAX_LENGTH} characters
 */
public record CompromiseReason(String text) {

    public static final int MAX_LENGTH = 500;

    /** @throws IllegalArgumentException if it is empty, too long or of more than one line */
    public CompromiseReason {
        text = text.strip();
        if (text.isEmpty() || text.length() > MAX_LENGTH || text.codePoints().anyMatch(CompromiseReason::isForbidden)) {
            throw new IllegalArgumentException("A reason is one line of 1 to " + MAX_LENGTH
                    + " characters, without control characters. It is kept and logged: name no client in it");
        }
    }

    /** What could feign another line of a log, or hide some of this one. */
    private static boolean isForbidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** The text in quotation marks, those within it escaped, for a line of a log. */
    public String quoted() {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
