/** The command line, {@code ./pazpaz}: thin commands over the use cases, for people and, with {@code --json}, for machines. */
@NullMarked
package com.pazpaz.cli;

import org.jspecify.annotations.NullMarked;
