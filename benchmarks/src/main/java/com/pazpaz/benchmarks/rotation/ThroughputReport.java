package com.pazpaz.benchmarks.rotation;

import com.pazpaz.benchmarks.report.Environment;
import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How fast records are re-encrypted. */
public final class ThroughputReport {

    /** What the job with encryption is to reach of the rate without it. */
    static final double AIM = 0.60;

    private static final long PROJECTED_CLIENTS = 10_000_000;

    private final Map<Cipher, List<Work>> works;
    private final int workspaces;
    private final Environment environment = Environment.here();

    /** @param works of the rounds in their order, as many of each cipher */
    ThroughputReport(Map<Cipher, List<Work>> works, int workspaces) {
        this.works = works;
        this.workspaces = workspaces;
    }

    /** The report for people, in Markdown. */
    public String text() {
        var text = new StringBuilder("# Speed of re-encryption%n%n".formatted());
        text.append(format(
                "%,d clients of 11 filled fields in %d workspaces, one thread, batches read back and compared, on a durable"
                        + " PostgreSQL; medians of %d rounds.%n%n",
                of(Cipher.PAZPAZ).get(0).rows(), workspaces, of(Cipher.PAZPAZ).size()));
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
        for (Cipher cipher : Cipher.values()) {
            text.append(format(
                    "| %-12s | %8.0f | %7.0f to %6.0f | %17.0f | %24.0f | %5.2f | %13.0f |%n",
                    cipher.label(),
                    median(cipher, Work::rowsPerSecond),
                    sorted(cipher, Work::rowsPerSecond).get(0),
                    last(sorted(cipher, Work::rowsPerSecond)),
                    median(cipher, Work::microsecondsOfJvmPerRow),
                    median(cipher, Work::microsecondsOfPostgresPerRow),
                    median(cipher, Work::cores),
                    median(cipher, Work::walBytesPerRow)));
        }
        appendRatio(text, "The rate is %.2f of that of copying", ratios(Work::rowsPerSecond));
        appendRatio(text, "By processor time alone it would be %.2f", ratios(ThroughputReport::rowsPerProcessorSecond));
        return text.append(format("%n10 million such clients would take this one thread %s.%n", inWords(projection())))
                .toString();
    }

    private static void appendRatio(StringBuilder text, String sentence, List<Double> ratios) {
        text.append(format(
                "%n" + sentence + " (%.2f to %.2f in the rounds); the aim, at least %.2f, is %s.%n",
                middle(ratios),
                ratios.get(0),
                last(ratios),
                AIM,
                middle(ratios) >= AIM ? "met" : "MISSED"));
    }

    private static double rowsPerProcessorSecond(Work work) {
        return 1 / work.microsecondsPerRow();
    }

    /** The rates of re-encryption as shares of the rates of copying in the same round, in ascending order. */
    private List<Double> ratios(ToDoubleFunction<Work> rate) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < of(Cipher.PAZPAZ).size(); round++) {
            ratios.add(rate.applyAsDouble(of(Cipher.PAZPAZ).get(round))
                    / rate.applyAsDouble(of(Cipher.IDENTITY).get(round)));
        }
        return ratios.stream().sorted().toList();
    }

    private Duration projection() {
        return Duration.ofSeconds(Math.round(PROJECTED_CLIENTS / median(Cipher.PAZPAZ, Work::rowsPerSecond)));
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
        var markdown = directory.resolve("rotation.md");
        Files.writeString(markdown, text());
        var json = directory.resolve("rotation.json");
        Files.writeString(json, json());
        return List.of(markdown, json);
    }

    private String json() {
        var facts = Json.createObjectBuilder();
        environment.facts().forEach(facts::add);
        var rounds = Json.createArrayBuilder();
        works.forEach((cipher, each) -> each.forEach(work -> rounds.add(Json.createObjectBuilder()
                .add("cipher", cipher.name())
                .add("rows", work.rows())
                .add("rows_per_second", work.rowsPerSecond())
                .add("wal_bytes_per_row", work.walBytesPerRow())
                .add("jvm_microseconds_per_row", work.microsecondsOfJvmPerRow())
                .add("postgresql_microseconds_per_row", work.microsecondsOfPostgresPerRow())
                .add("cores", work.cores()))));
        return Json.createObjectBuilder()
                .add("environment", facts)
                .add("workspaces", workspaces)
                .add("rounds", rounds)
                .add("ratio", middle(ratios(Work::rowsPerSecond)))
                .add("ratio_by_processor_time", middle(ratios(ThroughputReport::rowsPerProcessorSecond)))
                .add("aim", AIM)
                .add("seconds_for_10_million_clients", projection().toSeconds())
                .build()
                .toString();
    }

    private List<Work> of(Cipher cipher) {
        return works.getOrDefault(cipher, List.of());
    }

    private double median(Cipher cipher, ToDoubleFunction<Work> figure) {
        return middle(sorted(cipher, figure));
    }

    private List<Double> sorted(Cipher cipher, ToDoubleFunction<Work> figure) {
        return of(cipher).stream().map(figure::applyAsDouble).sorted().toList();
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
