/** The composition root of the command line: the one place of it that knows every adapter. */
@NullMarked
package com.pazpaz.cli.bootstrap;

import org.jspecify.annotations.NullMarked;
