package com.pazpaz.benchmarks.jmh;

import com.pazpaz.benchmarks.Workload;
import com.pazpaz.benchmarks.contender.Contender;
import com.pazpaz.benchmarks.contender.Trial;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One contender at one workload. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncryptionBenchmark {

    /** Set by JMH. */
    @Param
    public Contender contender = Contender.REUSED_CIPHER;

    /** Set by JMH. */
    @Param
    public Workload workload = Workload.FIELD_50_B;

    @SuppressWarnings("NullAway.Init") // JMH calls the set-up before it measures.
    private Trial trial;

    @Setup
    public void prepare() throws GeneralSecurityException {
        trial = Trial.of(contender, workload);
    }

    @Benchmark
    public Object encrypt() throws GeneralSecurityException {
        return trial.encrypt();
    }

    @Benchmark
    public Object decrypt() throws GeneralSecurityException {
        return trial.decrypt();
    }
}
