/** What users of a running demo notice of a re-encryption: nothing lost, nothing refused, and how much slower. */
@NullMarked
package com.pazpaz.benchmarks.live;

import org.jspecify.annotations.NullMarked;
