/**
 * CIPHERTEXT: what is stored, and what persistence may see. Nothing here refers to plaintext types, so that an adapter
 * which is allowed this package alone cannot hold a value in the clear.
 */
@NullMarked
package com.pazpaz.domain.encrypted;

import org.jspecify.annotations.NullMarked;
