package com.pazpaz.adapter.keystore;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.KeyStoreProvider;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Opens the key store {@code file}. Its settings are {@value #FILE}, and either {@value #PASSWORD_FILE} or
 * {@value #PASSWORD}.
 */
public final class Pkcs12KeyStoreProvider implements KeyStoreProvider {

    static final String FILE = "PAZPAZ_KEYSTORE_FILE";
    static final String PASSWORD_FILE = "PAZPAZ_KEYSTORE_PASSWORD_FILE";
    static final String PASSWORD = "PAZPAZ_KEYSTORE_PASSWORD";

    @Override
    public String name() {
        return Pkcs12KeyStore.NAME;
    }

    @Override
    public KeyStorePort open(Map<String, String> settings) {
        if (!isSet(settings, FILE)) {
            throw new InvalidKeyStoreException(
                    "The key store 'file' needs " + FILE + ". Set it to the path of the PKCS#12 file with the keys");
        }
        return new Pkcs12KeyStore(new Pkcs12File(path(settings, FILE), password(settings)));
    }

    private static StorePassword password(Map<String, String> settings) {
        boolean inFile = isSet(settings, PASSWORD_FILE);
        if (inFile == isSet(settings, PASSWORD)) {
            throw new InvalidKeyStoreException("The key store 'file' needs its password once. Set either "
                    + PASSWORD_FILE + ", the path of a file that only this server's user can read, or " + PASSWORD);
        }
        return inFile
                ? StorePassword.inFile(path(settings, PASSWORD_FILE))
                : StorePassword.of(settings.getOrDefault(PASSWORD, "").toCharArray());
    }

    private static boolean isSet(Map<String, String> settings, String name) {
        return !settings.getOrDefault(name, "").isBlank();
    }

    private static Path path(Map<String, String> settings, String name) {
        try {
            return Path.of(settings.getOrDefault(name, ""));
        } catch (InvalidPathException e) {
            throw new InvalidKeyStoreException(name + " is not a path", e);
        }
    }
}
