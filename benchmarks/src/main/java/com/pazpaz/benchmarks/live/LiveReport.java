package com.pazpaz.benchmarks.live;

import com.pazpaz.benchmarks.report.Environment;
import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What users noticed of a re-encryption. */
public final class LiveReport {

    /** How many times as long calls may take while records are re-encrypted. */
    static final double AIM = 2.0;

    private static final double MEDIAN = 50;
    private static final double MOST = 95;
    private static final int WITHOUT = 1;
    private static final int WITH = 2;

    private final List<Phase> phases;
    private final Troubles troubles;
    private final Outcome outcome;
    private final long readBack;
    private final Environment environment = Environment.here();

    /**
     * @param phases at full speed, without, with, and with an unlimited re-encryption
     * @param readBack how many edited records were read again at the end
     */
    LiveReport(List<Phase> phases, Troubles troubles, Outcome outcome, long readBack) {
        this.phases = List.copyOf(phases);
        this.troubles = troubles;
        this.outcome = outcome;
        this.readBack = readBack;
    }

    /** The report for people, in Markdown. */
    public String text() {
        var text = new StringBuilder("# A re-encryption and users%n%n".formatted());
        text.append(format(
                "%d users on the same machine, who think for %d ms before a call and edit every other client that they read;"
                        + " %,d clients re-encrypted, limited to %,d rows a second while measured.%n%n",
                LiveRotation.USERS, outcome.think().toMillis(), outcome.run().getInt("total"), outcome.limit()));
        environment.facts().forEach((name, value) -> text.append("- %s: %s%n".formatted(name, value)));
        text.append(format(
                "%n| %-22s | %7s | %12s | %12s | %12s | %12s | %9s | %7s |%n|---|--:|--:|--:|--:|--:|--:|--:|%n",
                "re-encryption",
                "calls/s",
                "read p50, ms",
                "read p95, ms",
                "edit p50, ms",
                "edit p95, ms",
                "cores, %",
                "rows/s"));
        for (Phase phase : phases) {
            text.append(format(
                    "| %-22s | %7.1f | %12.1f | %12.1f | %12.1f | %12.1f | %9.0f | %7.0f |%n",
                    phase.name(),
                    phase.callsPerSecond(),
                    phase.latencies().percentile(UserCall.READ, MEDIAN),
                    phase.latencies().percentile(UserCall.READ, MOST),
                    phase.latencies().percentile(UserCall.EDIT, MEDIAN),
                    phase.latencies().percentile(UserCall.EDIT, MOST),
                    100 * phase.busyShare(),
                    phase.rowsPerSecond()));
        }
        text.append("%n".formatted());
        for (UserCall call : UserCall.values()) {
            text.append(format(
                    "- With the limited re-encryption, p95 of a call to %s is %.2f times as long; the aim, at most %.1f, is %s.%n",
                    call.label(), ratio(call), AIM, ratio(call) <= AIM ? "met" : "MISSED"));
        }
        for (Trouble trouble : Trouble.values()) {
            text.append(format("- %s: %d%n", trouble.label(), troubles.of(trouble)));
        }
        return text.append(format(
                        "- edits acknowledged: %,d; edited clients read again after the old key was retired: %,d%n"
                                + "- the re-encryption is %s; records left under the old key: %d%n",
                        outcome.edits(), readBack, outcome.run().getString("state"), outcome.leftUnderTheOldKey()))
                .toString();
    }

    /** Whether nobody lost anything and nothing was refused. */
    public boolean isClean() {
        return troubles.isNone() && outcome.isComplete();
    }

    private double ratio(UserCall call) {
        return phases.get(WITH).latencies().percentile(call, MOST)
                / phases.get(WITHOUT).latencies().percentile(call, MOST);
    }

    /**
     * Writes the report into a directory, made if it is missing.
     *
     * @return the files
     */
    public List<Path> write(Path directory) throws IOException {
        Files.createDirectories(directory);
        var markdown = directory.resolve("rotation-live.md");
        Files.writeString(markdown, text());
        var json = directory.resolve("rotation-live.json");
        Files.writeString(json, json());
        return List.of(markdown, json);
    }

    private String json() {
        var facts = Json.createObjectBuilder();
        environment.facts().forEach(facts::add);
        var measured = Json.createArrayBuilder();
        for (Phase phase : phases) {
            var of = Json.createObjectBuilder()
                    .add("phase", phase.name())
                    .add("calls_per_second", phase.callsPerSecond())
                    .add("busy_share", phase.busyShare())
                    .add("rows_per_second", phase.rowsPerSecond());
            for (UserCall call : UserCall.values()) {
                of.add(call.label() + "_p50_ms", phase.latencies().percentile(call, MEDIAN))
                        .add(call.label() + "_p95_ms", phase.latencies().percentile(call, MOST));
            }
            measured.add(of);
        }
        var counts = Json.createObjectBuilder();
        for (Trouble trouble : Trouble.values()) {
            counts.add(trouble.name(), troubles.of(trouble));
        }
        return Json.createObjectBuilder()
                .add("environment", facts)
                .add("users", LiveRotation.USERS)
                .add("thinking_ms", outcome.think().toMillis())
                .add("limit", outcome.limit())
                .add("phases", measured)
                .add("read_p95_ratio", ratio(UserCall.READ))
                .add("edit_p95_ratio", ratio(UserCall.EDIT))
                .add("aim", AIM)
                .add("troubles", counts)
                .add("edits", outcome.edits())
                .add("read_back", readBack)
                .add("re_encryption", outcome.run())
                .add("left_under_the_old_key", outcome.leftUnderTheOldKey())
                .build()
                .toString();
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
