package com.pazpaz.benchmarks.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThroughputReportTest {

    @TempDir
    private Path directory = Path.of("");

    /** A thousand rows, of which each took so much time, all of it processor time. */
    private static Work work(long microsecondsPerRow) {
        var time = Duration.ofMillis(microsecondsPerRow);
        return new Work(1_000, time, 3_000_000, time.dividedBy(2), time.dividedBy(2));
    }

    private static ThroughputReport report(long reencrypted, long copied) {
        return new ThroughputReport(
                Comparison.REENCRYPTION,
                List.of(work(reencrypted), work(reencrypted), work(10 * reencrypted)),
                List.of(work(copied), work(copied), work(copied)),
                5);
    }

    @Test
    void comparesEachRoundWithCopyingInTheSameRound() {
        assertThat(report(200, 100).text())
                .contains(
                        "The rate is 0.50 of that of copying (0.05 to 0.50 in the rounds); the aim, at least 0.60, is MISSED.");
        assertThat(report(125, 100).text()).contains("The rate is 0.80", "is met.");
    }

    @Test
    void tellsWhatARowCostsAndHowLongTenMillionTake() {
        assertThat(report(360, 100).text())
                .contains("| re-encrypted |     2778 |", " 3000 |")
                .contains("10 million such clients would take this one thread 1 h 00 min.");
    }

    @Test
    void writesFiles() throws Exception {
        assertThat(report(200, 100).write(directory.resolve("bench")))
                .allSatisfy(file -> assertThat(file).isNotEmptyFile())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("rotation.md", "rotation.json");
    }
}
