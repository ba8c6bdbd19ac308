/** {@code ./pazpaz keys}: one class for each command. */
@NullMarked
package com.pazpaz.cli.keys;

import org.jspecify.annotations.NullMarked;
