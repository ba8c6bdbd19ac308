package com.pazpaz.benchmarks.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long the calls of each operation took, to three digits. Thread-safe. */
final class Latencies {

    private static final long LONGEST = TimeUnit.MINUTES.toMicros(5);
    private static final int DIGITS = 3;

    private final Map<ApiOperation, Histogram> microseconds = new EnumMap<>(ApiOperation.class);
    private final LongAdder failures = new LongAdder();

    Latencies() {
        for (ApiOperation operation : ApiOperation.values()) {
            microseconds.put(operation, new ConcurrentHistogram(LONGEST, DIGITS));
        }
    }

    void succeeded(ApiOperation operation, long nanoseconds) {
        histogram(operation).recordValue(Math.min(LONGEST, TimeUnit.NANOSECONDS.toMicros(nanoseconds)));
    }

    void failed() {
        failures.increment();
    }

    long calls(ApiOperation operation) {
        return histogram(operation).getTotalCount();
    }

    long failures() {
        return failures.sum();
    }

    /** The time within which this percentage of the calls was answered, in milliseconds. */
    double percentile(ApiOperation operation, double percentage) {
        return histogram(operation).getValueAtPercentile(percentage) / 1_000.0;
    }

    private Histogram histogram(ApiOperation operation) {
        var histogram = microseconds.get(operation);
        if (histogram == null) {
            throw new IllegalStateException("Every operation has its histogram");
        }
        return histogram;
    }
}
