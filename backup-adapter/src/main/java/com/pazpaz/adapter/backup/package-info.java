/**
 * Backups of key-encryption keys.
 *
 * <p>A backup is an OpenPGP message (RFC 9580), because whoever needs it may have nothing else left: GnuPG opens it, and
 * the text inside is made to be read. It is sealed for the public keys of people, so that no password for it lies beside
 * it, or for a passphrase that exists in shares only.
 */
@NullMarked
package com.pazpaz.adapter.backup;

import org.jspecify.annotations.NullMarked;
