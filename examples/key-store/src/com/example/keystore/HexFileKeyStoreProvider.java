package com.example.keystore;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.KeyStoreProvider;
import java.nio.file.Path;
import java.util.Map;

/** Lets configuration choose the store: PAZPAZ_KEYSTORE=hex-files, with PAZPAZ_HEX_DIRECTORY. */
public final class HexFileKeyStoreProvider implements KeyStoreProvider {

    private static final String DIRECTORY = "PAZPAZ_HEX_DIRECTORY";

    @Override
    public String name() {
        return "hex-files";
    }

    @Override
    public KeyStorePort open(Map<String, String> settings) {
        String directory = settings.get(DIRECTORY);
        if (directory == null || directory.isBlank()) {
            throw new InvalidKeyStoreException("The key store 'hex-files' needs " + DIRECTORY
                    + ". Set it to the directory that holds v1.hex and so on");
        }
        return new HexFileKeyStore(Path.of(directory));
    }
}
