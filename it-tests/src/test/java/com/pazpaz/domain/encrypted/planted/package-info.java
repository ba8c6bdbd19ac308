/** Planted: every class here breaks an architecture rule, to show that the rule notices. */
@NullMarked
package com.pazpaz.domain.encrypted.planted;

import org.jspecify.annotations.NullMarked;
