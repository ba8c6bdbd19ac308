/**
 * Key-encryption keys in HashiCorp Vault or OpenBao, spoken to over HTTP: the secrets engine KV version 2, and AppRole.
 *
 * <p>A key is created with check-and-set against version 0, so Vault itself refuses to replace one, whoever writes at
 * the same time. An answer is taken for "no such key" only where it is Vault that says so: a proxy's page, a missing
 * secrets engine or a refused token would otherwise pass for an empty store. What Vault answers is never quoted, since
 * it holds keys and tokens.
 *
 * <p>Keys and tokens pass through strings on their way, as JSON and HTTP headers do; only byte arrays are wiped.
 */
@NullMarked
package com.pazpaz.adapter.keystore.vault;

import org.jspecify.annotations.NullMarked;
