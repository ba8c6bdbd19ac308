/** Shows that the contenders do equal work. */
@NullMarked
package com.pazpaz.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
