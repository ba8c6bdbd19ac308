/** What it costs that every access is on record: the same load on a server that records and on one that does not. */
@NullMarked
package com.pazpaz.benchmarks.audit;

import org.jspecify.annotations.NullMarked;
