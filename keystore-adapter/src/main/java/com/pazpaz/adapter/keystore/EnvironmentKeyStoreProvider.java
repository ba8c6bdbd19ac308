package com.pazpaz.adapter.keystore;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.KeyStoreProvider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Opens the key store {@code env}, in production only if that is asked for in so many words.
 *
 * <p>The setting {@value #PROFILE} is {@code production}, which is also the default, or {@code development}.
 */
public final class EnvironmentKeyStoreProvider implements KeyStoreProvider {

    static final String PROFILE = "PAZPAZ_PROFILE";
    static final String OVERRIDE = "PAZPAZ_ENV_KEYSTORE_IN_PRODUCTION";

    private static final Logger LOG = System.getLogger(EnvironmentKeyStoreProvider.class.getName());
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    @Override
    public String name() {
        return EnvironmentKeyStore.NAME;
    }

    @Override
    public KeyStorePort open(Map<String, String> settings) {
        if (isProduction(settings)) {
            if (!"true".equals(settings.get(OVERRIDE))) {
                throw new InvalidKeyStoreException("The key store 'env' is for development: the environment of a"
                        + " process is easily read. Choose another store with " + KeyStores.SETTING
                        + ", such as 'file'."
                        + " If this is development, set " + PROFILE + "=development; to use it in production all the"
                        + " same, set " + OVERRIDE + "=true");
            }
            warnOnce();
        }
        return new EnvironmentKeyStore(settings);
    }

    // A store is opened over and over; a warning that repeats is no longer read.
    private static void warnOnce() {
        if (WARNED.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "Keys come from the environment in production, because " + OVERRIDE
                            + "=true. Move them to another key store");
        }
    }

    private static boolean isProduction(Map<String, String> settings) {
        return switch (settings.getOrDefault(PROFILE, "production")) {
            case "production" -> true;
            case "development" -> false;
            default -> throw new InvalidKeyStoreException(PROFILE + " is either production or development");
        };
    }
}
