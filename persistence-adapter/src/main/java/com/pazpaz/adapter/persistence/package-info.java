/**
 * The repositories, with JPA on PostgreSQL. They see ciphertext and plain attributes only.
 *
 * <p>Every transaction names its workspace to the database first, and row-level security hides all others, so that a
 * query which forgets its WHERE clause shows nothing that it should not. What the database and its driver say about an
 * error may quote rows; nothing of it leaves this package.
 */
@NullMarked
package com.pazpaz.adapter.persistence;

import org.jspecify.annotations.NullMarked;
