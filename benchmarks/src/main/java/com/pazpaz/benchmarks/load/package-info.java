/** The speed of the whole server, seen by callers of its HTTP API. */
@NullMarked
package com.pazpaz.benchmarks.load;

import org.jspecify.annotations.NullMarked;
