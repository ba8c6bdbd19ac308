package com.pazpaz.benchmarks;

import com.pazpaz.benchmarks.contender.Contender;
import com.pazpaz.benchmarks.jmh.EncryptionBenchmark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH in rounds. Within a round, the contenders of a workload follow each other directly, each in a fresh virtual
 * machine, so that what else the machine does meets them alike; every other round goes in the opposite order.
 */
public final class Rounds {

    private final Plan plan;
    private final Consumer<String> progress;

    /**
     * Runs nothing yet.
     *
     * @param progress is told of each subject as its turn comes
     */
    public Rounds(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Measures everything that is planned.
     *
     * @throws RunnerException if a contender fails
     */
    public Measurements run() throws RunnerException {
        var measurements = new Measurements();
        for (int round = 1; round <= plan.rounds().size(); round++) {
            for (Subject subject : subjects(round)) {
                progress.accept("Round %d of %d: %s %s, %s"
                        .formatted(
                                round,
                                plan.rounds().size(),
                                subject.operation().label(),
                                subject.workload().label(),
                                subject.contender().label()));
                measurements.add(subject, round, iterations(new Runner(options(subject)).run()));
            }
        }
        return measurements;
    }

    private List<Subject> subjects(int round) {
        List<Subject> subjects = new ArrayList<>();
        for (Workload workload : plan.rounds().get(round - 1)) {
            for (Operation operation : Operation.values()) {
                for (Contender contender : Contender.present()) {
                    subjects.add(new Subject(contender, operation, workload));
                }
            }
        }
        if (round % 2 == 0) {
            Collections.reverse(subjects);
        }
        return subjects;
    }

    private Options options(Subject subject) {
        return new OptionsBuilder()
                .include(Pattern.quote(EncryptionBenchmark.class.getName() + "."
                                + subject.operation().label()) + "$")
                .param("contender", subject.contender().name())
                .param("workload", subject.workload().name())
                .forks(1)
                .warmupIterations(1)
                .warmupTime(time(plan.warmup()))
                .measurementIterations(Plan.ITERATIONS)
                .measurementTime(time(plan.measurement()))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
    }

    private static TimeValue time(Duration duration) {
        return TimeValue.milliseconds(duration.toMillis());
    }

    private static List<Double> iterations(Collection<RunResult> results) {
        return results.stream()
                .flatMap(result -> result.getBenchmarkResults().stream())
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> iteration.getPrimaryResult().getScore())
                .toList();
    }
}
