/** {@code ./pazpaz migrate}: from plaintext to ciphertext. */
@NullMarked
package com.pazpaz.cli.migrate;

import org.jspecify.annotations.NullMarked;
