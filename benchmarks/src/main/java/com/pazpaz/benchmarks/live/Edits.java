package com.pazpaz.benchmarks.live;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one user must find in the records that nobody else edits: in each what was found there first, or what was last
 * written and acknowledged. An edit that was not acknowledged may have been stored or not. Not thread-safe.
 */
final class Edits {

    private final Map<String, Set<String>> possible = new HashMap<>();
    private final Set<String> edited = new HashSet<>();
    private long acknowledged;

    /** An edit was stored, as the server says. */
    void acknowledged(String record, String value) {
        settle(record, value);
        edited.add(record);
        acknowledged++;
    }

    /** An edit was sent, and nobody knows what became of it. */
    void unanswered(String record, String value) {
        Set<String> before = possible.get(record);
        if (before != null) {
            before.add(value);
        }
    }

    /**
     * Compares what was read with what may be there; from then on, that is what is there.
     *
     * @return false if an edit was lost, or another one came back
     */
    boolean agreesWith(String record, String value) {
        Set<String> expected = possible.get(record);
        settle(record, value);
        return expected == null || expected.contains(value);
    }

    private void settle(String record, String value) {
        Set<String> one = new HashSet<>();
        one.add(value);
        possible.put(record, one);
    }

    /** The records of which an edit was acknowledged. */
    Set<String> edited() {
        return Set.copyOf(edited);
    }

    /** How many edits were acknowledged. */
    long count() {
        return acknowledged;
    }
}
