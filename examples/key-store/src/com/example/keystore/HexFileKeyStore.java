package com.example.keystore;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.KeyVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;

/** Keys in files of a directory: v1.hex, v2.hex, …, each 64 hexadecimal digits. An example, not for production. */
public final class HexFileKeyStore implements KeyStorePort {

    private final Path directory;

    public HexFileKeyStore(Path directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "hex-files";
    }

    @Override
    public Set<KeyVersion> versions() {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("v[1-9][0-9]{0,8}\\.hex"))
                    .map(name -> KeyVersion.parse(name.substring(0, name.length() - ".hex".length())))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new KeyStoreUnavailableException("The directory " + directory + " cannot be read");
        }
    }

    @Override
    public KeyMaterial load(KeyVersion version) {
        Path file = directory.resolve(version + ".hex");
        if (!Files.exists(file)) {
            throw new MissingKeyException("There is no " + file + ". Put key " + version + " there");
        }
        byte[] key = new byte[0];
        try {
            key = HexFormat.of().parseHex(Files.readString(file).strip());
            return new KeyMaterial(key);
        } catch (IOException e) {
            throw new KeyStoreUnavailableException(file + " cannot be read");
        } catch (IllegalArgumentException e) {
            // Without its cause, which may quote the file.
            throw new InvalidKeyStoreException(file + " does not hold 64 hexadecimal digits. Put key " + version + " there");
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
