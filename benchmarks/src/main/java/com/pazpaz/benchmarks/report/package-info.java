/** What is told of a run: tables, plots, and which targets were met. */
@NullMarked
package com.pazpaz.benchmarks.report;

import org.jspecify.annotations.NullMarked;
