package com.pazpaz.benchmarks.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long the calls of each operation took, to three digits. Thread-safe.
 *
 * @param <O> the operations
 */
public final class Latencies<O extends Enum<O>> {

    private static final long LONGEST = TimeUnit.MINUTES.toMicros(5);
    private static final int DIGITS = 3;

    private final Map<O, Histogram> microseconds;
    private final LongAdder failures = new LongAdder();

    /** None yet. */
    public Latencies(Class<O> operations) {
        microseconds = new EnumMap<>(operations);
        for (O operation : operations.getEnumConstants()) {
            microseconds.put(operation, new ConcurrentHistogram(LONGEST, DIGITS));
        }
    }

    public void succeeded(O operation, long nanoseconds) {
        histogram(operation).recordValue(Math.min(LONGEST, TimeUnit.NANOSECONDS.toMicros(nanoseconds)));
    }

    public void failed() {
        failures.increment();
    }

    public long calls(O operation) {
        return histogram(operation).getTotalCount();
    }

    public long failures() {
        return failures.sum();
    }

    /** The time within which this percentage of the calls was answered, in milliseconds. */
    public double percentile(O operation, double percentage) {
        return histogram(operation).getValueAtPercentile(percentage) / 1_000.0;
    }

    private Histogram histogram(O operation) {
        var histogram = microseconds.get(operation);
        if (histogram == null) {
            throw new IllegalStateException("Every operation has its histogram");
        }
        return histogram;
    }
}
