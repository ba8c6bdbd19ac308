package com.pazpaz.benchmarks.report;

import com.pazpaz.benchmarks.Measurements;
import com.pazpaz.benchmarks.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The report on one run. */
public final class Report {

    private final Environment environment;
    private final Measurements measurements;

    public Report(Environment environment, Measurements measurements) {
        this.environment = environment;
        this.measurements = measurements;
    }

    /** The report for people, in Markdown. */
    public String text() {
        return new MarkdownReport(environment, measurements).text();
    }

    /**
     * Writes the report into a directory, made if it is missing: Markdown, JSON, and a plot of each operation.
     *
     * @return the files
     */
    public List<Path> write(Path directory) throws IOException {
        Files.createDirectories(directory);
        var markdown = directory.resolve("report.md");
        Files.writeString(markdown, text());
        var json = directory.resolve("report.json");
        Files.writeString(json, new JsonReport(environment, measurements).text());
        var encrypt = directory.resolve("encrypt.svg");
        new Plot(measurements).write(Operation.ENCRYPT, encrypt);
        var decrypt = directory.resolve("decrypt.svg");
        new Plot(measurements).write(Operation.DECRYPT, decrypt);
        return List.of(markdown, json, encrypt, decrypt);
    }
}
