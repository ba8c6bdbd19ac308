package com.pazpaz.application.port.out.keys;

import java.util.Map;

/**
 * The way in for a key store that comes as a jar of its own.
 *
 * <p>Found by {@link java.util.ServiceLoader}: the jar names its implementation, which has a public constructor without
 * arguments, in {@code META-INF/services/com.pazpaz.application.port.out.keys.KeyStoreProvider}. That the store
 * behaves as PazPaz expects is shown by extending {@code KeyStorePortContract}, published with this module's tests.
 */
public interface KeyStoreProvider {

    /** The name by which configuration chooses this store, in lower case, such as {@code env}. */
    String name();

    /**
     * Opens the store. Needs not reach it yet: that is for the first call.
     *
     * @param settings the process's environment variables, or what stands in for them; may hold keys, so it is not to
     *     be logged
     * @throws InvalidKeyStoreException if a setting is missing or wrong; the message names it
     */
    KeyStorePort open(Map<String, String> settings);
}
