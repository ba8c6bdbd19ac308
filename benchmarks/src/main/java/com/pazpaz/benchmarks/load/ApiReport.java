package com.pazpaz.benchmarks.load;

import com.pazpaz.benchmarks.report.Environment;
import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What callers saw of the server. */
public final class ApiReport {

    private static final double MEDIAN = 50;
    private static final double MOST = 95;
    private static final double NEARLY_ALL = 99;

    private final Latencies<ApiOperation> latencies;
    private final Duration duration;
    private final long clients;
    private final Environment environment = Environment.here();

    ApiReport(Latencies<ApiOperation> latencies, Duration duration, long clients) {
        this.latencies = latencies;
        this.duration = duration;
        this.clients = clients;
    }

    /** The report for people, in Markdown. */
    public String text() {
        var text = new StringBuilder("# Speed of the HTTP API%n%n".formatted());
        text.append(
                "%d callers, one call after the other, HTTPS on the same machine; %,d clients in the workspace at the end.%n%n"
                        .formatted(ApiLoad.CALLERS, clients));
        environment.facts().forEach((name, value) -> text.append("- %s: %s%n".formatted(name, value)));
        text.append("%n| %-15s | %7s | %8s | %8s | %8s | %8s |%n|---|--:|--:|--:|--:|--:|%n"
                .formatted("operation", "calls", "per s", "p50, ms", "p95, ms", "p99, ms"));
        for (ApiOperation operation : ApiOperation.values()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %-15s | %7d | %8.1f | %8.2f | %8.2f | %8.2f |%n",
                    operation.label(),
                    latencies.calls(operation),
                    rate(operation),
                    latencies.percentile(operation, MEDIAN),
                    latencies.percentile(operation, MOST),
                    latencies.percentile(operation, NEARLY_ALL)));
        }
        return text.append("%nCalls that failed: %d%n".formatted(latencies.failures()))
                .toString();
    }

    /**
     * Writes the report into a directory, made if it is missing.
     *
     * @return the files
     */
    public List<Path> write(Path directory) throws IOException {
        Files.createDirectories(directory);
        var markdown = directory.resolve("api.md");
        Files.writeString(markdown, text());
        var json = directory.resolve("api.json");
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
                    .add("calls", latencies.calls(operation))
                    .add("calls_per_second", rate(operation))
                    .add("p50_ms", latencies.percentile(operation, MEDIAN))
                    .add("p95_ms", latencies.percentile(operation, MOST))
                    .add("p99_ms", latencies.percentile(operation, NEARLY_ALL)));
        }
        return Json.createObjectBuilder()
                .add("environment", facts)
                .add("callers", ApiLoad.CALLERS)
                .add("clients", clients)
                .add("operations", operations)
                .add("failures", latencies.failures())
                .build()
                .toString();
    }

    private double rate(ApiOperation operation) {
        return latencies.calls(operation) * 1_000.0 / duration.toMillis();
    }
}
