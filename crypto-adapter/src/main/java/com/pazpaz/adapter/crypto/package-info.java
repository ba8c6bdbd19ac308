/**
 * AES-256-GCM (NIST SP 800-38D), HKDF-Expand (RFC 5869) and HMAC-SHA-256 (FIPS 198-1) behind the crypto ports.
 *
 * <p>Three decisions shape this package. <em>Exactly one key is ever tried</em>, the one that a row's workspace and
 * version name: trial decryption would turn a swapped key or row into a guess that happens to work. <em>The record MAC
 * is checked before any field is decrypted</em>: a tag protects one field, and cannot tell that another was set to NULL,
 * or that two revisions were mixed; and HMAC commits to its key, which AES-GCM does not. <em>Nobody outside can name a
 * nonce</em>: one repeated under the same key would break AES-GCM.
 *
 * <p>What an earlier PazPaz encrypted is read under the same first rule: an operator names the form of a column, the form
 * or the value names one key, and what does not verify is unreadable. To try other forms or keys, or to take what is left
 * for plaintext, would let whoever can write to the old column choose what is adopted as a client's record.
 *
 * <p>Tools that cost much to make (ciphers, MACs, random generators) are pooled, not kept in thread-locals: a pool stays
 * small under virtual threads, and leaves nothing behind in a server's threads.
 */
@NullMarked
package com.pazpaz.adapter.crypto;

import org.jspecify.annotations.NullMarked;
