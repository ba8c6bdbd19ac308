package com.pazpaz.benchmarks;

import com.pazpaz.benchmarks.contender.Contender;

/** One thing measured: a contender at a workload. */
public record Subject(Contender contender, Operation operation, Workload workload) {}
