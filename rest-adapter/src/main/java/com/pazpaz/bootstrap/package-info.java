/** The composition root: the one place that knows every adapter, and puts them together. */
@NullMarked
package com.pazpaz.bootstrap;

import org.jspecify.annotations.NullMarked;
