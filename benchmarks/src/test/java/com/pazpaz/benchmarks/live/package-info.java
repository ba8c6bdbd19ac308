/** Users of a fake of the API. */
@NullMarked
package com.pazpaz.benchmarks.live;

import org.jspecify.annotations.NullMarked;
