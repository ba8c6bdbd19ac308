/**
 * The plaintext half of a database that is being migrated. The only package that holds both plaintext and SQL: a scaffold,
 * which the WAR has only when it is built with {@code -Pmigration}.
 */
@NullMarked
package com.pazpaz.adapter.migration;

import org.jspecify.annotations.NullMarked;
