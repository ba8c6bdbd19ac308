/**
 * Where key-encryption keys live outside of the database: the environment, a PKCS#12 file, or a service.
 *
 * <p>There is no default store and no default key. Whoever starts PazPaz says where the keys are, and a store that is
 * not usable stops the node from serving: nothing is ever kept unencrypted because a key was missing.
 *
 * <p>The environment is readable by whatever else runs as the same user, is inherited by child processes, and is
 * printed by diagnostic tools. That is good enough for development; in production it takes an explicit setting.
 */
@NullMarked
package com.pazpaz.adapter.keystore;

import org.jspecify.annotations.NullMarked;
