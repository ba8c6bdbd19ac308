package com.pazpaz.adapter.backup;

import com.pazpaz.application.port.out.keys.InvalidBackupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** One share of a passphrase. Its text may be printed and typed in again: a checksum finds what was mistyped. */
public final class SecretShare {

    static final int ID_LENGTH = 4;

    private static final Pattern LINE = Pattern.compile(
            "(?m)^share ([0-9]{1,3}) of backup ([0-9a-f]{8}), which takes ([0-9]{1,3}): ([0-9a-f]{64}) ([0-9a-f]{8})$");

    private final String id;
    private final int number;
    private final int threshold;
    private final byte[] bytes;

    SecretShare(byte[] id, int number, int threshold, byte[] bytes) {
        this.id = HexFormat.of().formatHex(id);
        this.number = number;
        this.threshold = threshold;
        this.bytes = bytes.clone();
    }

    /**
     * Reads a share from a file.
     *
     * @throws InvalidBackupException if the file is not there, holds none, or one that was mistyped
     */
    public static SecretShare in(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT), file);
        } catch (IOException e) {
            throw new InvalidBackupException("The share " + file + " cannot be read. Check the path", e);
        }
    }

    private static SecretShare parse(String text, Path file) {
        Matcher matcher = LINE.matcher(text);
        if (!matcher.find()) {
            throw new InvalidBackupException(
                    "The file " + file + " holds no line of the form: share 1 of backup …, which takes 2: …");
        }
        var share = new SecretShare(
                HexFormat.of().parseHex(matcher.group(2)),
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(3)),
                HexFormat.of().parseHex(matcher.group(4)));
        if (!share.checksum().equals(matcher.group(5))) {
            throw new InvalidBackupException(
                    "The share in " + file + " does not match its checksum. Compare it with the original");
        }
        return share;
    }

    /**
     * Writes the share into a new file, for its owner only.
     *
     * @throws InvalidBackupException if it cannot be written, or there is such a file already
     */
    public void writeTo(Path file) {
        byte[] text = ("Keep this apart from the backup and from the other shares.\n" + line() + " " + checksum()
                        + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        try {
            NewFile.write(file, target -> target.write(text));
        } catch (IOException e) {
            throw new InvalidBackupException(
                    "The share " + file + " cannot be written, or is there already."
                            + " Choose an empty directory that is yours",
                    e);
        }
    }

    private String line() {
        return "share " + number + " of backup " + id + ", which takes " + threshold + ": "
                + HexFormat.of().formatHex(bytes);
    }

    /** Against mistakes, not against malice: a share that was forged opens nothing. */
    private String checksum() {
        var crc = new CRC32();
        crc.update(line().getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    boolean belongsTo(SecretShare other) {
        return id.equals(other.id) && threshold == other.threshold;
    }

    /** Its number, from 1. */
    public int number() {
        return number;
    }

    int threshold() {
        return threshold;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "SecretShare[" + number + " of backup " + id + "]";
    }
}
