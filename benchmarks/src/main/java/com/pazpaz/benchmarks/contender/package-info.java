/**
 * The libraries that PazPaz is compared with, each used as its own documentation advises, and with associated data of
 * the size of PazPaz's own wherever it takes any.
 */
@NullMarked
package com.pazpaz.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
