package com.pazpaz.benchmarks;

import com.pazpaz.benchmarks.audit.AuditCost;
import com.pazpaz.benchmarks.load.ApiLoad;
import com.pazpaz.benchmarks.report.Environment;
import com.pazpaz.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures the encryption path against its peers, the HTTP API, the audit trail, re-encryption, or the backfill of a
 * migration; prints the tables and writes the report.
 */
@Command(
        name = "pazpaz bench",
        description =
                "Measures the encryption path against its peers, the HTTP API, the audit trail, re-encryption, or the backfill of"
                        + " a migration.",
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Bench implements Callable<Integer> {

    // Kept from being collected, and its level with it.
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    private static final int AUDIT_ROUNDS = 8;
    private static final Duration AUDIT_TURN = Duration.ofSeconds(10);

    private Plan plan = Plan.quick();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to write the report (default: ${DEFAULT-VALUE}).",
            defaultValue = "benchmarks/target/bench")
    private Path out = Path.of("");

    @Option(names = "--api", description = "Measures the HTTP API of a running demo instead.")
    private boolean api;

    @Option(
            names = "--audit",
            description =
                    "Measures what the audit trail costs instead: starts two servers beside a running demo, one of"
                            + " which records nothing.")
    private boolean audit;

    @Option(
            names = "--demo",
            paramLabel = "FILE",
            description = "What the demo wrote of itself (default: ${DEFAULT-VALUE}).",
            defaultValue = ".pazpaz/demo.properties")
    private Path demo = Path.of("");

    @Mixin
    private final ThroughputOptions throughput = new ThroughputOptions();

    private Bench() {}

    /** Exits with 0, or with something else if a contender failed; a missed target is a result, not a failure. */
    public static void main(String[] arguments) {
        // Plots need no screen.
        System.setProperty("java.awt.headless", "true");
        FLYWAY.setLevel(Level.WARNING);
        System.exit(new CommandLine(new Bench())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    System.err.println(failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments));
    }

    @Option(names = "--quick", description = "Fields of 50 B and 5 kB, and a client: some minutes (default).")
    void quick(boolean chosen) {
        plan = Plan.quick();
    }

    @Option(names = "--full", description = "All sizes, three times: most of an hour; for figures to publish.")
    void full(boolean chosen) {
        plan = Plan.full();
    }

    @Override
    public Integer call() throws Exception {
        var files = measure();
        files.forEach(file -> System.out.println("Written: " + file));
        return CommandLine.ExitCode.OK;
    }

    private List<Path> measure() throws Exception {
        if (throughput.isAskedFor()) {
            return throughput.measure(demo, out, System.err::println);
        }
        if (audit) {
            return compareAudited();
        }
        return api ? loadApi() : measureEncryption();
    }

    private List<Path> compareAudited() throws IOException, GeneralSecurityException, InterruptedException {
        var report = AuditCost.run(demo, AUDIT_ROUNDS, AUDIT_TURN, System.err::println);
        System.out.println(report.text());
        return report.write(out);
    }

    private List<Path> measureEncryption() throws RunnerException, IOException {
        var measurements = new Rounds(plan, System.err::println).run();
        var report = new Report(Environment.here(), measurements);
        System.out.println(report.text());
        return report.write(out);
    }

    private List<Path> loadApi() throws IOException, GeneralSecurityException, InterruptedException {
        var report = ApiLoad.run(demo, System.err::println);
        System.out.println(report.text());
        return report.write(out);
    }
}
