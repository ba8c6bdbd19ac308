package com.pazpaz.benchmarks.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.benchmarks.load.ApiOperation;
import com.pazpaz.benchmarks.load.Latencies;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCostReportTest {

    private static final long MILLISECOND = 1_000_000;

    @TempDir
    private Path directory = Path.of("");

    private static Latencies<ApiOperation> reads(long milliseconds, int calls) {
        var latencies = new Latencies<>(ApiOperation.class);
        for (int call = 0; call < calls; call++) {
            latencies.succeeded(ApiOperation.READ, milliseconds * MILLISECOND);
        }
        return latencies;
    }

    @Test
    void comparesARecordedCallWithOneThatIsNot() {
        var report = new AuditCostReport(reads(30, 100), reads(20, 200), Duration.ofSeconds(10));

        assertThat(report.text())
                .containsPattern("read a client +\\| +10\\.0 \\| +20\\.0 \\|.* 1\\.50 \\|.* 1\\.50 \\|");
    }

    @Test
    void countsTheFailuresOfBoth() {
        var with = reads(1, 1);
        with.failed();
        var without = reads(1, 1);
        without.failed();

        assertThat(new AuditCostReport(with, without, Duration.ofSeconds(10)).text())
                .contains("Calls that failed: 2");
    }

    @Test
    void isWrittenForPeopleAndForPrograms() throws IOException {
        var files = new AuditCostReport(reads(1, 1), reads(1, 1), Duration.ofSeconds(10)).write(directory);

        assertThat(files).extracting(Path::getFileName).map(Path::toString).containsExactly("audit.md", "audit.json");
        assertThat(files).allSatisfy(file -> assertThat(file).isNotEmptyFile());
    }
}
