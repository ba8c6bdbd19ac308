/** The repositories and the schema, on a real PostgreSQL. */
@NullMarked
package com.pazpaz.adapter.persistence;

import org.jspecify.annotations.NullMarked;
