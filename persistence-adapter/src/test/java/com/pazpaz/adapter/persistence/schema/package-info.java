/** The migration of the schema. */
@NullMarked
package com.pazpaz.adapter.persistence.schema;

import org.jspecify.annotations.NullMarked;
