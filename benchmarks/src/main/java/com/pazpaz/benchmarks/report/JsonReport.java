package com.pazpaz.benchmarks.report;

import com.pazpaz.benchmarks.Measurements;
import com.pazpaz.benchmarks.Subject;
import com.pazpaz.benchmarks.contender.Contender;
import com.pazpaz.benchmarks.report.Target.Verdict;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.util.Map;

/** The report for programs, in JSON. */
final class JsonReport {

    private final Environment environment;
    private final Measurements measurements;

    JsonReport(Environment environment, Measurements measurements) {
        this.environment = environment;
        this.measurements = measurements;
    }

    String text() {
        var facts = Json.createObjectBuilder();
        environment.facts().forEach(facts::add);
        var results = Json.createArrayBuilder();
        measurements.subjects().forEach(subject -> results.add(result(subject)));
        var targets = Json.createArrayBuilder();
        Target.judge(measurements).forEach(verdict -> targets.add(target(verdict)));
        var report = Json.createObjectBuilder()
                .add("environment", facts)
                .add("results", results)
                .add("targets", targets)
                .build();
        var text = new StringWriter();
        try (var writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
            writer.write(report);
        }
        return text.toString();
    }

    private JsonObject result(Subject subject) {
        var result = Json.createObjectBuilder()
                .add("contender", subject.contender().name())
                .add("label", subject.contender().label())
                .add("operation", subject.operation().label())
                .add("workload", subject.workload().label());
        measurements
                .score(subject)
                .ifPresent(score -> result.add("nanoseconds", score.median()).add("error", score.error()));
        measurements
                .ratio(subject, new Subject(Contender.REUSED_CIPHER, subject.operation(), subject.workload()))
                .ifPresent(ratio -> result.add("ratio_to_reused_cipher", ratio.median()));
        return result.build();
    }

    private static JsonObject target(Verdict verdict) {
        return Json.createObjectBuilder()
                .add("target", verdict.target().words())
                .add("operation", verdict.operation().label())
                .add("workload", verdict.workload().label())
                .add("share", verdict.ratio().median())
                .add("most", verdict.target().most())
                .add("outcome", verdict.outcome().name())
                .build();
    }
}
