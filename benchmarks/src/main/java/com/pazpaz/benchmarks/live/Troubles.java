package com.pazpaz.benchmarks.live;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often something happened that must not. Thread-safe. */
final class Troubles {

    private final Map<Trouble, LongAdder> counts = new EnumMap<>(Trouble.class);

    Troubles() {
        for (Trouble trouble : Trouble.values()) {
            counts.put(trouble, new LongAdder());
        }
    }

    void add(Trouble trouble) {
        count(trouble).increment();
    }

    long of(Trouble trouble) {
        return count(trouble).sum();
    }

    boolean isNone() {
        return counts.values().stream().allMatch(count -> count.sum() == 0);
    }

    private LongAdder count(Trouble trouble) {
        var count = counts.get(trouble);
        if (count == null) {
            throw new IllegalStateException("Every trouble has its count");
        }
        return count;
    }
}
