package com.pazpaz.domain.model;

import java.util.regex.Pattern;

/**
 * The version of a key-encryption key, and of the data-encryption keys wrapped by it: {@code v1}, {@code v2}, …
 *
 * @param number from 1 to {@value #MAX}
 */
public record KeyVersion(int number) implements Comparable<KeyVersion> {

    /** The largest version: nine digits, so that a version always fits the database's {@code int}. */
    public static final int MAX = 999_999_999;

    private static final Pattern TEXT = Pattern.compile("v([1-9][0-9]{0,8})");

    public KeyVersion {
        if (number < 1 || number > MAX) {
            throw new IllegalArgumentException("A key version is a number from 1 to " + MAX);
        }
    }

    /**
     * Reads {@code v} and a decimal number without leading zero.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static KeyVersion parse(String text) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("A key version is written v1, v2, … without leading zeros");
        }
        return new KeyVersion(Integer.parseInt(matcher.group(1)));
    }

    @Override
    public int compareTo(KeyVersion other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "v" + number;
    }
}
