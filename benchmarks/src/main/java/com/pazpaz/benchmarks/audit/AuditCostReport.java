package com.pazpaz.benchmarks.audit;

import com.pazpaz.benchmarks.load.ApiLoad;
import com.pazpaz.benchmarks.load.ApiOperation;
import com.pazpaz.benchmarks.load.Latencies;
import com.pazpaz.benchmarks.report.Environment;
import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What callers noticed of being recorded. */
public final class AuditCostReport {

    /** How many times as long reads may take when they are recorded. */
    static final double AIM = 1.3;

    private static final double MEDIAN = 50;
    private static final double MOST = 95;

    private final Latencies<ApiOperation> with;
    private final Latencies<ApiOperation> without;
    private final Duration duration;
    private final Environment environment = Environment.here();

    /** @param duration of the load on each server */
    AuditCostReport(Latencies<ApiOperation> with, Latencies<ApiOperation> without, Duration duration) {
        this.with = with;
        this.without = without;
        this.duration = duration;
    }

    /** The report for people, in Markdown. */
    public String text() {
        var text = new StringBuilder("# What the audit trail costs%n%n".formatted());
        text.append(format(
                "%d callers, one call after the other, on a server that records and on one that does not, by turns;"
                        + " %d seconds each.%n%n",
                ApiLoad.CALLERS, duration.toSeconds()));
        environment.facts().forEach((name, value) -> text.append("- %s: %s%n".formatted(name, value)));
        text.append(format(
                "%n| %-15s | %9s | %9s | %12s | %12s | %5s | %12s | %12s | %5s |%n|---|--:|--:|--:|--:|--:|--:|--:|--:|%n",
                "operation",
                "with, /s",
                "without",
                "with p50, ms",
                "without",
                "ratio",
                "with p95, ms",
                "without",
                "ratio"));
        for (ApiOperation operation : ApiOperation.values()) {
            text.append(format(
                    "| %-15s | %9.1f | %9.1f | %12.1f | %12.1f | %5.2f | %12.1f | %12.1f | %5.2f |%n",
                    operation.label(),
                    rate(with, operation),
                    rate(without, operation),
                    with.percentile(operation, MEDIAN),
                    without.percentile(operation, MEDIAN),
                    ratio(operation, MEDIAN),
                    with.percentile(operation, MOST),
                    without.percentile(operation, MOST),
                    ratio(operation, MOST)));
        }
        text.append(format("%nAim: the p95 of reading a client at most %.1f times as long.%n", AIM));
        return text.append(format("Calls that failed: %d%n", with.failures() + without.failures()))
                .toString();
    }

    /**
     * Writes the report into a directory, made if it is missing.
     *
     * @return the files
     */
    public List<Path> write(Path directory) throws IOException {
        Files.createDirectories(directory);
        var markdown = directory.resolve("audit.md");
        Files.writeString(markdown, text());
        var json = directory.resolve("audit.json");
        Files.writeString(json, json());
        return List.of(markdown, json);
    }

    private String json() {
        var facts = Json.createObjectBuilder();
        environment.facts().forEach(facts::add);
        var operations = Json.createArrayBuilder();
        for (ApiOperation operation : ApiOperation.values()) {
            operations.add(Json.createObjectBuilder()
                    .add("operation", operation.label())
                    .add("calls", with.calls(operation))
                    .add("p50_ms", with.percentile(operation, MEDIAN))
                    .add("p95_ms", with.percentile(operation, MOST))
                    .add("calls_without", without.calls(operation))
                    .add("p50_ms_without", without.percentile(operation, MEDIAN))
                    .add("p95_ms_without", without.percentile(operation, MOST)));
        }
        return Json.createObjectBuilder()
                .add("environment", facts)
                .add("callers", ApiLoad.CALLERS)
                .add("operations", operations)
                .add("failures", with.failures() + without.failures())
                .build()
                .toString();
    }

    private double rate(Latencies<ApiOperation> latencies, ApiOperation operation) {
        return latencies.calls(operation) * 1_000.0 / duration.toMillis();
    }

    private double ratio(ApiOperation operation, double percentage) {
        return with.percentile(operation, percentage) / without.percentile(operation, percentage);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
