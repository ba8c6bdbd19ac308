package com.pazpaz.adapter.backup;

import com.pazpaz.application.port.out.keys.BackedUpKey;
import com.pazpaz.application.port.out.keys.InvalidBackupException;
import com.pazpaz.application.port.out.keys.KeyBackup;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * What is sealed: a line that names the form, one with the time, and one for each key.
 *
 * <pre>
 * PazPaz key backup 1
 * made 2026-11-24T12:00:00Z
 * v1 ACTIVE 2026-11-24T11:00:00Z (check value, 32 hexadecimal digits) (base64 of the 32 bytes)
 * </pre>
 *
 * <p>Keys pass through byte arrays only, which are wiped; a string could not be.
 */
final class BackupText {

    private static final String FORM = "PazPaz key backup 1";
    private static final String MADE = "made ";
    private static final int MAX_LINE = 160;
    private static final Base64.Encoder ENCODER = Base64.getEncoder();
    private static final Base64.Decoder DECODER = Base64.getDecoder();

    private BackupText() {}

    /** The text in US-ASCII, which the caller wipes. */
    static byte[] of(KeyBackup backup) {
        ByteBuffer text = ByteBuffer.allocate(MAX_LINE * (2 + backup.keys().size()));
        put(text, FORM + "\n" + MADE + backup.madeAt() + "\n");
        backup.keys().forEach(key -> put(text, key));
        byte[] exact = Arrays.copyOf(text.array(), text.position());
        Arrays.fill(text.array(), (byte) 0);
        return exact;
    }

    private static void put(ByteBuffer text, BackedUpKey key) {
        byte[] bytes = key.key().copy();
        byte[] encoded = ENCODER.encode(bytes);
        try {
            String checkValue = HexFormat.of().formatHex(key.checkValue().toBytes());
            put(text, key.version() + " " + key.state() + " " + key.createdAt() + " " + checkValue + " ");
            text.put(encoded).put((byte) '\n');
        } catch (BufferOverflowException e) {
            throw new IllegalStateException("A line of a backup is longer than any state and time", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static void put(ByteBuffer text, String part) {
        text.put(part.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The backup that a text holds; the caller closes it, and wipes the text.
     *
     * @throws InvalidBackupException if it is no such text, or not a whole one
     */
    static KeyBackup parse(byte[] text) {
        List<BackedUpKey> keys = new ArrayList<>();
        try {
            int at = expect(text, 0, FORM);
            int end = endOfLine(text, at);
            Instant madeAt = Instant.parse(afterPrefix(string(text, at, end)));
            for (at = end + 1; at < text.length; at = end + 1) {
                end = endOfLine(text, at);
                keys.add(key(text, at, end));
            }
            return new KeyBackup(madeAt, keys);
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            keys.forEach(BackedUpKey::close);
            // Without its cause: a parser's message may quote what it was given.
            throw new InvalidBackupException("What was decrypted is not a whole backup of keys. Take another one");
        }
    }

    private static int expect(byte[] text, int at, String line) {
        int end = endOfLine(text, at);
        if (!string(text, at, end).equals(line)) {
            throw new IllegalArgumentException("Another line was expected");
        }
        return end + 1;
    }

    private static String afterPrefix(String line) {
        if (!line.startsWith(MADE)) {
            throw new IllegalArgumentException("A time was expected");
        }
        return line.substring(MADE.length());
    }

    private static BackedUpKey key(byte[] text, int start, int end) {
        int keyAt = lastSpace(text, start, end) + 1;
        String[] parts = string(text, start, keyAt).split(" ", -1);
        if (parts.length != 5) {
            throw new IllegalArgumentException("A line has five parts");
        }
        byte[] encoded = Arrays.copyOfRange(text, keyAt, end);
        byte[] bytes = {};
        try {
            bytes = DECODER.decode(encoded);
            return new BackedUpKey(
                    KeyVersion.parse(parts[0]),
                    KeyState.valueOf(parts[1]),
                    Instant.parse(parts[2]),
                    new KeyCheckValue(HexFormat.of().parseHex(parts[3])),
                    new KeyMaterial(bytes));
        } finally {
            Arrays.fill(encoded, (byte) 0);
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static int endOfLine(byte[] text, int from) {
        int at = from;
        while (text[at] != '\n') {
            at++;
        }
        return at;
    }

    private static int lastSpace(byte[] text, int start, int end) {
        int at = end - 1;
        while (at > start && text[at] != ' ') {
            at--;
        }
        return at;
    }

    private static String string(byte[] text, int start, int end) {
        return new String(text, start, end - start, StandardCharsets.US_ASCII);
    }
}
