/**
 * End-to-end tests: the real WAR on a managed Open Liberty, a real PostgreSQL, over HTTPS. One start of each serves all
 * of them.
 */
@NullMarked
package com.pazpaz.it;

import org.jspecify.annotations.NullMarked;
