package com.pazpaz.benchmarks.report;

import com.pazpaz.benchmarks.Measurements;
import com.pazpaz.benchmarks.Measurements.Ratio;
import com.pazpaz.benchmarks.Measurements.Score;
import com.pazpaz.benchmarks.Operation;
import com.pazpaz.benchmarks.Subject;
import com.pazpaz.benchmarks.Workload;
import com.pazpaz.benchmarks.contender.Contender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A promise about speed.
 *
 * @param words the promise
 * @param own which of PazPaz's paths gives it
 * @param peer whom it compares with
 * @param most the most that PazPaz may take, as a share of the peer's time
 */
public record Target(String words, Contender own, Contender peer, double most) {

    /** All promises. */
    public static final List<Target> ALL = List.of(
            new Target(
                    "at most 0.95 of a reused SunJCE cipher with base64",
                    Contender.PAZPAZ,
                    Contender.REUSED_CIPHER,
                    0.95),
            new Target(
                    "at least 2.5 times as fast as a new SunJCE cipher per call",
                    Contender.PAZPAZ,
                    Contender.NEW_CIPHER,
                    1 / 2.5),
            new Target("text, not slower than Google Tink on raw bytes", Contender.PAZPAZ, Contender.TINK, 1),
            new Target(
                    "text, on Amazon Corretto's provider, not slower than Google Tink on raw bytes",
                    Contender.PAZPAZ_ON_CORRETTO,
                    Contender.TINK,
                    1),
            new Target(
                    "at least 20 times as fast as the AWS Encryption SDK",
                    Contender.PAZPAZ,
                    Contender.AWS_ENCRYPTION_SDK,
                    1 / 20.0));

    private static final List<Workload> WORKLOADS = List.of(Workload.FIELD_50_B, Workload.FIELD_5_KB);

    /** What a run says about a target. */
    public enum Outcome {
        MET("met"),
        NOT_MET("**not met**"),
        /** The times of the one or the other swung too much: repeat the run on a calmer machine. */
        UNDECIDED("too noisy to tell");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /** For people, in Markdown. */
        public String words() {
            return words;
        }
    }

    /**
     * Whether a target was met in one case.
     *
     * @param ratio PazPaz's time as a share of the peer's
     */
    public record Verdict(Target target, Operation operation, Workload workload, Ratio ratio, Outcome outcome) {}

    /** The verdicts on every target, for as much as was measured. */
    public static List<Verdict> judge(Measurements measurements) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Target target : ALL) {
            for (Workload workload : WORKLOADS) {
                for (Operation operation : Operation.values()) {
                    target.judge(measurements, operation, workload).ifPresent(verdicts::add);
                }
            }
        }
        return verdicts;
    }

    private Optional<Verdict> judge(Measurements measurements, Operation operation, Workload workload) {
        var ours = new Subject(own, operation, workload);
        var theirs = new Subject(peer, operation, workload);
        boolean steady = Stream.of(ours, theirs)
                .allMatch(subject ->
                        measurements.score(subject).filter(Score::isSteady).isPresent());
        return measurements.ratio(ours, theirs).map(ratio -> {
            var outcome = !steady ? Outcome.UNDECIDED : ratio.median() <= most ? Outcome.MET : Outcome.NOT_MET;
            return new Verdict(this, operation, workload, ratio, outcome);
        });
    }
}
