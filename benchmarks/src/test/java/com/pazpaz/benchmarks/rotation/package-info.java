/** Speed of re-encryption, on made-up figures. */
@NullMarked
package com.pazpaz.benchmarks.rotation;

import org.jspecify.annotations.NullMarked;
