package com.pazpaz.benchmarks.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThroughputTest {

    @TempDir
    private Path directory = Path.of("");

    private static Throughput of(int clients, int workspaces, int rounds) {
        return new Throughput(clients, workspaces, rounds, phase -> {});
    }

    @Test
    void needsAClientForEachWorkspaceAndARound() {
        assertThatThrownBy(() -> of(1, 2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> of(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> of(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void comparesTheBackfillWithReencryption() throws Exception {
        ThroughputReport report = of(220, 2, 1).ofBackfill(directory);

        assertThat(report.text())
                .startsWith("# Speed of the backfill")
                .contains("220 clients", "| backfilled ", "| re-encrypted ")
                .containsPattern("The rate is \\d+\\.\\d\\d of that of re-encryption");
    }

    @Test
    void comparesReencryptionWithCopying() throws Exception {
        ThroughputReport report = of(220, 2, 1).ofReencryption(directory);

        assertThat(report.text())
                .startsWith("# Speed of re-encryption")
                .contains("220 clients", "| re-encrypted ", "| copied ");
    }
}
