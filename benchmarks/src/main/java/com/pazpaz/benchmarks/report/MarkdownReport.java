package com.pazpaz.benchmarks.report;

import com.pazpaz.benchmarks.Measurements;
import com.pazpaz.benchmarks.Measurements.Ratio;
import com.pazpaz.benchmarks.Operation;
import com.pazpaz.benchmarks.Subject;
import com.pazpaz.benchmarks.Workload;
import com.pazpaz.benchmarks.contender.Contender;
import com.pazpaz.benchmarks.report.Target.Verdict;
import java.util.Locale;

/** The report for people, in Markdown; it reads well in a terminal, too. */
final class MarkdownReport {

    private static final String INTRODUCTION = """
            # Speed of the encryption path

            Nanoseconds per operation: the median of all iterations, ± half the 99.9 % confidence interval of their mean.
            A ratio compares with the reused SunJCE cipher and base64; it is taken within each round, of which the median
            is shown. All contenders encrypt the same ASCII text with AES-256 under fresh nonces.

            """;

    private final Environment environment;
    private final Measurements measurements;

    MarkdownReport(Environment environment, Measurements measurements) {
        this.environment = environment;
        this.measurements = measurements;
    }

    String text() {
        var text = new StringBuilder(INTRODUCTION);
        environment.facts().forEach((name, value) -> text.append("- %s: %s%n".formatted(name, value)));
        for (Workload workload : Workload.values()) {
            if (measurements.subjects().stream().anyMatch(subject -> subject.workload() == workload)) {
                appendTable(text, workload);
            }
        }
        appendNotes(text);
        appendTargets(text);
        return text.toString();
    }

    private void appendTable(StringBuilder text, Workload workload) {
        text.append("%n## %s%n%n".formatted(capitalised(workload.label())));
        text.append("| %-43s | %21s | %6s | %21s | %6s |%n"
                .formatted("contender", "encrypt, ns", "ratio", "decrypt, ns", "ratio"));
        text.append("|---|--:|--:|--:|--:|%n".formatted());
        for (Contender contender : Contender.values()) {
            text.append("| %-43s |".formatted(contender.label()));
            for (Operation operation : Operation.values()) {
                var subject = new Subject(contender, operation, workload);
                var reference = new Subject(Contender.REUSED_CIPHER, operation, workload);
                text.append(" %21s | %6s |"
                        .formatted(
                                measurements
                                        .score(subject)
                                        .map(s -> format("%,.0f ± %,.0f", s.median(), s.error()))
                                        .orElse(""),
                                measurements
                                        .ratio(subject, reference)
                                        .map(r -> format("%.2f", r.median()))
                                        .orElse("")));
            }
            text.append("%n".formatted());
        }
    }

    private static void appendNotes(StringBuilder text) {
        text.append("%nWhat a time holds, and what not:%n%n".formatted());
        for (Contender contender : Contender.values()) {
            if (!contender.authenticates()) {
                text.append("- %s does not authenticate.%n".formatted(contender.label()));
            } else if (!contender.bindsAssociatedData()) {
                text.append("- %s binds no associated data.%n".formatted(contender.label()));
            }
        }
        text.append("""
                - For a single field, PazPaz has its key at hand, as everybody has: it is one more field of a record.
                - For the client, PazPaz looks up the key, and makes or verifies a MAC over the record; nobody else does.
                """);
    }

    private void appendTargets(StringBuilder text) {
        text.append("%n## Targets%n%n".formatted());
        text.append("A case is decided only if the error of both times is at most a quarter of them.%n%n".formatted());
        text.append(
                "| target | case | share of the peer's time | most | verdict |%n|---|---|--:|--:|---|%n".formatted());
        for (Verdict verdict : Target.judge(measurements)) {
            text.append("| %s | %s %s | %s | %s | %s |%n"
                    .formatted(
                            verdict.target().words(),
                            verdict.operation().label(),
                            verdict.workload().label(),
                            range(verdict.ratio()),
                            format("%.2f", verdict.target().most()),
                            verdict.outcome().words()));
        }
    }

    private static String range(Ratio ratio) {
        return format("%.3f (%.3f to %.3f)", ratio.median(), ratio.lowest(), ratio.highest());
    }

    private static String capitalised(String label) {
        return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
