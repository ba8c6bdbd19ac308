package com.pazpaz.adapter.keystore;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/** The password of a key store file, or of a private key: given, or read from a file of its own whenever it is needed. Never printed. */
public final class StorePassword {

    private final Supplier<char[]> source;

    private StorePassword(Supplier<char[]> source) {
        this.source = source;
    }

    /** A password that is known; takes a copy. */
    public static StorePassword of(char[] password) {
        char[] copy = password.clone();
        return new StorePassword(copy::clone);
    }

    /** The content of a file in UTF-8, without the line break it may end in. The file has to be its owner's alone. */
    public static StorePassword inFile(Path file) {
        return new StorePassword(() -> read(file));
    }

    /** A copy of the password, which the caller wipes. */
    public char[] copy() {
        return source.get();
    }

    private static char[] read(Path file) {
        byte[] content = PrivateFile.read(file, "password file");
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(content));
        Arrays.fill(content, (byte) 0);
        try {
            int length = decoded.remaining();
            while (length > 0 && isLineBreak(decoded.get(length - 1))) {
                length--;
            }
            if (length == 0) {
                throw new InvalidKeyStoreException(
                        "The password file " + file + " is empty. Write the password into it");
            }
            return Arrays.copyOf(decoded.array(), length);
        } finally {
            Arrays.fill(decoded.array(), '\0');
        }
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r';
    }

    @Override
    public String toString() {
        return "StorePassword[redacted]";
    }
}
