package com.pazpaz.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.util.ListStatistics;

/** The times of a run, in nanoseconds, by subject and round. Not thread-safe. */
public final class Measurements {

    private static final double CONFIDENCE = 0.999;

    private final Map<Subject, Map<Integer, List<Double>>> times = new LinkedHashMap<>();

    /**
     * How long one operation takes.
     *
     * @param median of all iterations, in nanoseconds; on a shared machine sturdier than the mean
     * @param error half the width of the mean's 99.9 % confidence interval (Student's t), in nanoseconds
     */
    public record Score(double median, double error) {

        private static final double LARGEST_SHARE = 0.25;

        /** Whether the error is small enough to conclude anything from: at most a quarter of the median. */
        public boolean isSteady() {
            return error <= LARGEST_SHARE * median;
        }
    }

    /**
     * How many times as long one subject takes as another.
     *
     * @param median of the ratios within each round
     * @param lowest of these ratios
     * @param highest of these ratios
     */
    public record Ratio(double median, double lowest, double highest) {}

    /** Adds the iterations of one round, in nanoseconds. */
    public void add(Subject subject, int round, List<Double> nanoseconds) {
        times.computeIfAbsent(subject, s -> new TreeMap<>()).put(round, List.copyOf(nanoseconds));
    }

    /** Everything that was measured, in the order in which it first was. */
    public List<Subject> subjects() {
        return new ArrayList<>(times.keySet());
    }

    /** How long the subject takes, if it was measured. */
    public Optional<Score> score(Subject subject) {
        return Optional.ofNullable(times.get(subject)).map(rounds -> {
            var all = statistics(rounds.values().stream().flatMap(List::stream).mapToDouble(Double::doubleValue));
            return new Score(all.getPercentile(50), all.getMeanErrorAt(CONFIDENCE));
        });
    }

    /** How the subject compares with the reference, if they met in a round. */
    public Optional<Ratio> ratio(Subject subject, Subject reference) {
        var ratios = new ListStatistics();
        times.getOrDefault(subject, Map.of()).forEach((round, own) -> {
            var others = times.getOrDefault(reference, Map.of()).get(round);
            if (others != null) {
                ratios.addValue(median(own) / median(others));
            }
        });
        return ratios.getN() == 0
                ? Optional.empty()
                : Optional.of(new Ratio(ratios.getPercentile(50), ratios.getMin(), ratios.getMax()));
    }

    private static double median(List<Double> values) {
        return statistics(values.stream().mapToDouble(Double::doubleValue)).getPercentile(50);
    }

    private static ListStatistics statistics(DoubleStream values) {
        return new ListStatistics(values.toArray());
    }
}
