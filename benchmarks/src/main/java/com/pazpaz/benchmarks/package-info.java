/**
 * The speed of the encryption path, measured against its peers in the same run.
 *
 * <p>Absolute times say more about a machine than about a program, so what counts here are ratios: every round
 * measures all contenders of one workload one right after the other, and a ratio is taken within its round.
 */
@NullMarked
package com.pazpaz.benchmarks;

import org.jspecify.annotations.NullMarked;
