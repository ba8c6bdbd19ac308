/** Where commands meet people and scripts: settings, questions, tables, exit codes. */
@NullMarked
package com.pazpaz.cli.terminal;

import org.jspecify.annotations.NullMarked;
