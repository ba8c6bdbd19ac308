/** Tests of what a demonstration and the integration tests stand on. */
@NullMarked
package com.pazpaz.demo;

import org.jspecify.annotations.NullMarked;
