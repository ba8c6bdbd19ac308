/** Tests of the key store {@code vault}, against a stand-in that answers over HTTP as Vault does. */
@NullMarked
package com.pazpaz.adapter.keystore.vault;

import org.jspecify.annotations.NullMarked;
