/** Puts load on a fake of the API. */
@NullMarked
package com.pazpaz.benchmarks.load;

import org.jspecify.annotations.NullMarked;
