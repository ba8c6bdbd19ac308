/**
 * PazPaz on one machine, for trying out and for tests: PostgreSQL, Open Liberty, a certificate, an identity and keys,
 * all made on the spot and kept in one private directory.
 *
 * <p>Nothing here is meant for real patients. What is shown is the real thing all the same: the WAR, the server's
 * configuration and the schema are those of production, and so are the rules that passwords are required, that secrets
 * are in files or in the environment but never on a command line, and that the database's logs quote no data.
 */
@NullMarked
package com.pazpaz.demo;

import org.jspecify.annotations.NullMarked;
