/** The adapter around the real repositories, on a real PostgreSQL. */
@NullMarked
package com.pazpaz.adapter.migration;

import org.jspecify.annotations.NullMarked;
