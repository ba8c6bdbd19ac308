/** Shows how times become scores and ratios. */
@NullMarked
package com.pazpaz.benchmarks;

import org.jspecify.annotations.NullMarked;
