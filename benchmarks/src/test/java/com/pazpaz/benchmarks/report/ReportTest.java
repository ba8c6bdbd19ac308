package com.pazpaz.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.benchmarks.Measurements;
import com.pazpaz.benchmarks.Operation;
import com.pazpaz.benchmarks.Subject;
import com.pazpaz.benchmarks.Workload;
import com.pazpaz.benchmarks.contender.Contender;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report on canned times: PazPaz 400 ns, a reused cipher 500 ns, Tink 320 ns, in every field of two sizes. */
class ReportTest {

    private static final Report REPORT =
            new Report(new Environment(Map.of("JVM", "a made-up one")), cannedMeasurements());

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void drawWithoutAScreen() {
        System.setProperty("java.awt.headless", "true");
    }

    private static Measurements cannedMeasurements() {
        var measurements = new Measurements();
        for (Workload workload : List.of(Workload.FIELD_50_B, Workload.FIELD_500_B)) {
            for (Operation operation : Operation.values()) {
                measurements.add(new Subject(Contender.PAZPAZ, operation, workload), 1, List.of(401.0, 400.0, 399.0));
                measurements.add(
                        new Subject(Contender.REUSED_CIPHER, operation, workload), 1, List.of(501.0, 500.0, 499.0));
                measurements.add(new Subject(Contender.TINK, operation, workload), 1, List.of(321.0, 320.0, 319.0));
            }
        }
        return measurements;
    }

    @Test
    void namesWhatTheFiguresDependOn() {
        assertThat(REPORT.text()).contains("- JVM: a made-up one");
    }

    @Test
    void showsTimesAndRatiosOfEveryWorkloadMeasured() {
        assertThat(REPORT.text())
                .contains("## 50 B", "## 500 B")
                .doesNotContain("## 5 kB")
                .containsPattern("\\| PazPaz, text +\\| +400 ± 18 \\| +0\\.80 \\| +400 ± 18 \\| +0\\.80 \\|");
    }

    @Test
    void saysWhichTargetsWereMetAndWhichNot() {
        assertThat(REPORT.text())
                .contains("| at most 0.95 of a reused SunJCE cipher with base64 | encrypt 50 B "
                        + "| 0.800 (0.800 to 0.800) | 0.95 | met |")
                .contains("| text, not slower than Google Tink on raw bytes | decrypt 50 B "
                        + "| 1.250 (1.250 to 1.250) | 1.00 | **not met** |");
    }

    @Test
    void decidesNothingFromTimesThatSwing() {
        var measurements = cannedMeasurements();
        measurements.add(
                new Subject(Contender.TINK, Operation.DECRYPT, Workload.FIELD_50_B),
                1,
                List.of(320.0, 90_000.0, 900.0));

        assertThat(new Report(new Environment(Map.of()), measurements).text())
                .containsPattern("Tink on raw bytes \\| encrypt 50 B .* \\*\\*not met\\*\\* \\|")
                .containsPattern("Tink on raw bytes \\| decrypt 50 B .* too noisy to tell \\|");
    }

    @Test
    void judgesOnlyWhatWasMeasured() {
        assertThat(REPORT.text()).doesNotContain("AWS Encryption SDK |").doesNotContain("encrypt 5 kB |");
    }

    @Test
    void writesTheSameAsJson() throws IOException {
        REPORT.write(directory);

        var json = read(directory.resolve("report.json"));
        assertThat(json.getJsonObject("environment").getString("JVM")).isEqualTo("a made-up one");
        assertThat(json.getJsonArray("results").getValuesAs(JsonObject.class))
                .hasSize(12)
                .anySatisfy(result -> {
                    assertThat(result.getString("contender")).isEqualTo("PAZPAZ");
                    assertThat(result.getJsonNumber("nanoseconds").doubleValue())
                            .isEqualTo(400);
                    assertThat(result.getJsonNumber("ratio_to_reused_cipher").doubleValue())
                            .isEqualTo(0.8);
                });
        assertThat(json.getJsonArray("targets").getValuesAs(JsonObject.class))
                .extracting(target -> target.getString("outcome"))
                .contains("MET", "NOT_MET");
    }

    @Test
    void drawsOnePlotOfEachOperation() throws IOException {
        REPORT.write(directory);

        for (Operation operation : Operation.values()) {
            assertThat(Files.readString(directory.resolve(operation.label() + ".svg")))
                    .contains("<svg")
                    .contains("</svg>");
        }
    }

    @Test
    void namesEveryFileThatItWrote() throws IOException {
        var files = REPORT.write(directory);

        try (var written = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrderElementsOf(written.toList());
        }
    }

    private static JsonObject read(Path file) throws IOException {
        try (var reader = Json.createReader(Files.newBufferedReader(file))) {
            return reader.readObject();
        }
    }
}
