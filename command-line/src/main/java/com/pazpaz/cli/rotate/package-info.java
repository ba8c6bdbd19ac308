/** {@code ./pazpaz rotate}: the replacement of a key, from its successor to its destruction, in steps that may be repeated. */
@NullMarked
package com.pazpaz.cli.rotate;

import org.jspecify.annotations.NullMarked;
