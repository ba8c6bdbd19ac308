package com.pazpaz.adapter.keystore.vault;

import com.pazpaz.adapter.keystore.PrivateFile;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/** A token or a secret id: given, or read from a file of its own whenever it is needed. Never printed. */
final class VaultSecret {

    private final String source;
    private final Supplier<String> content;

    private VaultSecret(String source, Supplier<String> content) {
        this.source = source;
        this.content = content;
    }

    /** The value of a setting. */
    static VaultSecret of(String setting, String value) {
        return new VaultSecret(setting, () -> value);
    }

    /** The content of a file, which has to be its owner's alone. A file that is replaced later is read anew. */
    static VaultSecret inFile(String what, Path file) {
        return new VaultSecret("the " + what + " " + file, () -> read(what, file));
    }

    /**
     * The secret, without the white space around it.
     *
     * @throws InvalidKeyStoreException if it is empty, or not one word of printable ASCII, which a header must be
     */
    String value() {
        String value = content.get().strip();
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new InvalidKeyStoreException(
                    "There is no usable secret in " + source + ". Put there one line, as Vault gave it out");
        }
        return value;
    }

    private static String read(String what, Path file) {
        byte[] content = PrivateFile.read(file, what);
        try {
            return new String(content, StandardCharsets.ISO_8859_1);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "VaultSecret[redacted]";
    }
}
