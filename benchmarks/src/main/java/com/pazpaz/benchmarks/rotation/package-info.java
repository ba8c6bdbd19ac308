/**
 * The speed of re-encryption, beside that of the same job with nothing to decrypt or encrypt; and that of the backfill of
 * plaintext, beside re-encryption.
 */
@NullMarked
package com.pazpaz.benchmarks.rotation;

import org.jspecify.annotations.NullMarked;
