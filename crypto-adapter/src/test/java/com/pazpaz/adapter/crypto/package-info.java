/** Tests of the ciphertext format, against an independent implementation of it, and of the keys behind it. */
@NullMarked
package com.pazpaz.adapter.crypto;

import org.jspecify.annotations.NullMarked;
