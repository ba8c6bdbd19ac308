/** Tests of how a node is set up. */
@NullMarked
package com.pazpaz.bootstrap;

import org.jspecify.annotations.NullMarked;
