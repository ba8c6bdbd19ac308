package com.pazpaz.benchmarks.rotation;

import com.pazpaz.benchmarks.report.Environment;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How fast a job is that goes over all records, beside another one. */
public final class ThroughputReport {

    private static final long PROJECTED_CLIENTS = 10_000_000;

    private final Comparison comparison;
    private final List<Work> works;
    private final List<Work> others;
    private final int workspaces;
    private final Environment environment = Environment.here();

    /**
     * @param works of the rounds in their order
     * @param others what the other job took in these rounds
     */
    ThroughputReport(Comparison comparison, List<Work> works, List<Work> others, int workspaces) {
        this.comparison = comparison;
        this.works = List.copyOf(works);
        this.others = List.copyOf(others);
        this.workspaces = workspaces;
    }

    /** The report for people, in Markdown. */
    public String text() {
        var text = new StringBuilder(format("# Speed of %s%n%n", comparison.job()));
        text.append(format(
                "%,d clients of 11 filled fields in %d workspaces, one thread, batches read back and compared, on a durable"
                        + " PostgreSQL; medians of %d rounds.%n%n",
                works.get(0).rows(), workspaces, works.size()));
        environment.facts().forEach((name, value) -> text.append("- %s: %s%n".formatted(name, value)));
        text.append(format(
                "%n| %-12s | %8s | %17s | %17s | %24s | %5s | %13s |%n|---|--:|--:|--:|--:|--:|--:|%n",
                "records are",
                "rows/s",
                "lowest to highest",
                "JVM, µs a row",
                "PostgreSQL, µs a row",
                "cores",
                "WAL, B a row"));
        text.append(line(comparison.done(), works));
        text.append(line(comparison.otherDone(), others));
        appendRatio(text, "The rate is %.2f of that of " + comparison.otherJob(), ratios(Work::rowsPerSecond));
        appendRatio(text, "By processor time alone it would be %.2f", ratios(ThroughputReport::rowsPerProcessorSecond));
        return text.append(format("%n10 million such clients would take this one thread %s.%n", inWords(projection())))
                .toString();
    }

    private static String line(String label, List<Work> of) {
        List<Double> rates = sorted(of, Work::rowsPerSecond);
        return format(
                "| %-12s | %8.0f | %7.0f to %6.0f | %17.0f | %24.0f | %5.2f | %13.0f |%n",
                label,
                middle(rates),
                rates.get(0),
                last(rates),
                median(of, Work::microsecondsOfJvmPerRow),
                median(of, Work::microsecondsOfPostgresPerRow),
                median(of, Work::cores),
                median(of, Work::walBytesPerRow));
    }

    private void appendRatio(StringBuilder text, String sentence, List<Double> ratios) {
        text.append(format(
                "%n" + sentence + " (%.2f to %.2f in the rounds); the aim, at least %.2f, is %s.%n",
                middle(ratios),
                ratios.get(0),
                last(ratios),
                comparison.aim(),
                middle(ratios) >= comparison.aim() ? "met" : "MISSED"));
    }

    private static double rowsPerProcessorSecond(Work work) {
        return 1 / work.microsecondsPerRow();
    }

    /** The rates as shares of the other job's in the same round, in ascending order. */
    private List<Double> ratios(ToDoubleFunction<Work> rate) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < works.size(); round++) {
            ratios.add(rate.applyAsDouble(works.get(round)) / rate.applyAsDouble(others.get(round)));
        }
        return ratios.stream().sorted().toList();
    }

    private Duration projection() {
        return Duration.ofSeconds(Math.round(PROJECTED_CLIENTS / median(works, Work::rowsPerSecond)));
    }

    private static String inWords(Duration time) {
        return format("%d h %02d min", time.toHours(), time.toMinutesPart());
    }

    /**
     * Writes the report into a directory, made if it is missing.
     *
     * @return the files
     */
    public List<Path> write(Path directory) throws IOException {
        Files.createDirectories(directory);
        var markdown = directory.resolve(comparison.file() + ".md");
        Files.writeString(markdown, text());
        var json = directory.resolve(comparison.file() + ".json");
        Files.writeString(json, json());
        return List.of(markdown, json);
    }

    private String json() {
        var facts = Json.createObjectBuilder();
        environment.facts().forEach(facts::add);
        var rounds = Json.createArrayBuilder();
        works.forEach(work -> rounds.add(json(comparison.done(), work)));
        others.forEach(work -> rounds.add(json(comparison.otherDone(), work)));
        return Json.createObjectBuilder()
                .add("environment", facts)
                .add("workspaces", workspaces)
                .add("rounds", rounds)
                .add("ratio", middle(ratios(Work::rowsPerSecond)))
                .add("ratio_by_processor_time", middle(ratios(ThroughputReport::rowsPerProcessorSecond)))
                .add("aim", comparison.aim())
                .add("seconds_for_10_million_clients", projection().toSeconds())
                .build()
                .toString();
    }

    private static JsonObjectBuilder json(String done, Work work) {
        return Json.createObjectBuilder()
                .add("records", done)
                .add("rows", work.rows())
                .add("rows_per_second", work.rowsPerSecond())
                .add("wal_bytes_per_row", work.walBytesPerRow())
                .add("jvm_microseconds_per_row", work.microsecondsOfJvmPerRow())
                .add("postgresql_microseconds_per_row", work.microsecondsOfPostgresPerRow())
                .add("cores", work.cores());
    }

    private static double median(List<Work> works, ToDoubleFunction<Work> figure) {
        return middle(sorted(works, figure));
    }

    private static List<Double> sorted(List<Work> works, ToDoubleFunction<Work> figure) {
        return works.stream().map(figure::applyAsDouble).sorted().toList();
    }

    private static double middle(List<Double> ascending) {
        int half = ascending.size() / 2;
        return ascending.size() % 2 == 1 ? ascending.get(half) : (ascending.get(half - 1) + ascending.get(half)) / 2;
    }

    private static double last(List<Double> ascending) {
        return ascending.get(ascending.size() - 1);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
