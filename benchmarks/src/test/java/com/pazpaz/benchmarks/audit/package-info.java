/** Users of a fake of the API. */
@NullMarked
package com.pazpaz.benchmarks.audit;

import org.jspecify.annotations.NullMarked;
