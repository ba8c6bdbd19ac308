/** What every key store has to do, as tests to extend, and a key store in memory for the tests of use cases. */
@NullMarked
package com.pazpaz.application.port.out.keys;

import org.jspecify.annotations.NullMarked;
