/** What the core needs of cryptography. The only place where plaintext and ciphertext types meet. */
@NullMarked
package com.pazpaz.application.port.out.crypto;

import org.jspecify.annotations.NullMarked;
