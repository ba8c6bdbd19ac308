/** Shows what a report says of canned times. */
@NullMarked
package com.pazpaz.benchmarks.report;

import org.jspecify.annotations.NullMarked;
