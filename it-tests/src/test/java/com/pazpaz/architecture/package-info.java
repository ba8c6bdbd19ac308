/**
 * The architecture tests: the second of the four locks that keep plaintext out of the database, and a proof that the
 * first one, the compiler's, closes.
 *
 * <p>A rule that matches nothing passes, so each is proved twice: every package it names holds production code, and a
 * class planted in this module's test sources breaks it.
 */
@NullMarked
package com.pazpaz.architecture;

import org.jspecify.annotations.NullMarked;
