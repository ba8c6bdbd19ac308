package com.pazpaz.domain.model;

/**
 * Which part of a list is asked for.
 *
 * @param number from 1
 * @param size from 1 to {@value #MAX_SIZE}
 */
public record PageRequest(int number, int size) {

    public static final int MAX_SIZE = 100;
    public static final int DEFAULT_SIZE = 50;

    public PageRequest {
        if (number < 1 || size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("Pages are counted from 1 and hold 1 to " + MAX_SIZE + " items");
        }
    }

    /** How many items come before this page. */
    public long offset() {
        return (number - 1L) * size;
    }
}
