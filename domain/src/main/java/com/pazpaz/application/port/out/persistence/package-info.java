/** What the core needs of the database: it sees ciphertext and plain attributes, never a value in the clear. */
@NullMarked
package com.pazpaz.application.port.out.persistence;

import org.jspecify.annotations.NullMarked;
