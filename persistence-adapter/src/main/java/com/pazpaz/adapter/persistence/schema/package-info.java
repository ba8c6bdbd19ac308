/**
 * The schema of the database, which its owner creates and migrates. The application never does: its role may not, and
 * the WAR does not carry Flyway.
 */
@NullMarked
package com.pazpaz.adapter.persistence.schema;

import org.jspecify.annotations.NullMarked;
