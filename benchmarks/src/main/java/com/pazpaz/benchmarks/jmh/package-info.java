/** The measured methods. JMH generates their loops and runs each in a virtual machine of its own. */
@NullMarked
package com.pazpaz.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
