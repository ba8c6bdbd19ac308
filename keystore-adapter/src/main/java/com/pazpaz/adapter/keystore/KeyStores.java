package com.pazpaz.adapter.keystore;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.KeyStoreProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * The key stores on the class path, of which configuration chooses one.
 *
 * <p>A third party's store takes part by naming its {@link KeyStoreProvider} for {@link ServiceLoader}.
 */
public final class KeyStores {

    /** The setting that names the key store to use. */
    public static final String SETTING = "PAZPAZ_KEYSTORE";

    private KeyStores() {}

    /**
     * Opens the store of the given name.
     *
     * @param name the value of {@value #SETTING}
     * @throws InvalidKeyStoreException if no name is given, if there is no store of this name, or more than one, or if
     *     one of its settings is missing or wrong
     */
    public static KeyStorePort open(Optional<String> name, Map<String, String> settings) {
        return open(name, settings, providers());
    }

    static KeyStorePort open(Optional<String> chosen, Map<String, String> settings, List<KeyStoreProvider> providers) {
        String name = chosen.map(String::strip).orElse("");
        if (name.isEmpty()) {
            throw new InvalidKeyStoreException("No key store is chosen, and there is no default. Set " + SETTING
                    + " to one of: " + namesOf(providers));
        }
        List<KeyStoreProvider> matching = providers.stream()
                .filter(provider -> provider.name().equals(name))
                .toList();
        if (matching.isEmpty()) {
            throw new InvalidKeyStoreException(
                    "There is no key store of the name in " + SETTING + ". Set it to one of: " + namesOf(providers));
        }
        if (matching.size() > 1) {
            throw new InvalidKeyStoreException("Several jars bring a key store named '" + name + "': "
                    + matching.stream()
                            .map(provider -> provider.getClass().getName())
                            .collect(Collectors.joining(", "))
                    + ". Leave one of them on the class path");
        }
        return matching.get(0).open(settings);
    }

    // The loader that brought this class sees the application's jars on every thread; a thread's own need not.
    private static List<KeyStoreProvider> providers() {
        return ServiceLoader.load(KeyStoreProvider.class, KeyStores.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static String namesOf(List<KeyStoreProvider> providers) {
        return providers.stream().map(KeyStoreProvider::name).sorted().collect(Collectors.joining(", "));
    }
}
