package com.pazpaz.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ways in which secret bytes may be written as text: base64 of both alphabets, without its last characters, which
 * depend on what follows; and hexadecimal of both cases. Each as a string of a JVM has it, a byte per character or two
 * of either order.
 */
final class Spellings {

    private static final int TWO_BYTES = 1 << 16;

    private static final class Spelling {

        private final String name;
        private final byte[] bytes;

        Spelling(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        int start() {
            return twoBytes(bytes[0], bytes[1]);
        }

        boolean isAt(int position, ByteBuffer content) {
            return position + bytes.length <= content.limit()
                    && content.slice(position, bytes.length).equals(ByteBuffer.wrap(bytes));
        }
    }

    private final List<Spelling> all = new ArrayList<>();

    /** Adds those of some bytes. */
    void add(String name, byte[] bytes) {
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        String base64Url = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        add(name + " in base64", base64.substring(0, base64.length() - 1));
        add(name + " in base64url", base64Url.substring(0, base64Url.length() - 1));
        add(name + " in hex", HexFormat.of().formatHex(bytes));
        add(name + " in HEX", HexFormat.of().withUpperCase().formatHex(bytes));
    }

    private void add(String name, String text) {
        for (Charset form : List.of(ISO_8859_1, UTF_16LE, UTF_16BE)) {
            all.add(new Spelling(name + ", " + form, text.getBytes(form)));
        }
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        all.forEach(spelling -> names.add(spelling.name));
        return names;
    }

    /** All of them as they are searched for, one after the other. */
    byte[] written() {
        ByteBuffer written = ByteBuffer.allocate(
                all.stream().mapToInt(spelling -> spelling.bytes.length).sum());
        all.forEach(spelling -> written.put(spelling.bytes));
        return written.array();
    }

    /** The names of those that a file holds, which is not larger than 2 GiB. */
    Set<String> foundIn(Path file) throws IOException {
        Map<Integer, List<Spelling>> byStart = new HashMap<>();
        boolean[] starts = new boolean[TWO_BYTES];
        for (Spelling spelling : all) {
            byStart.computeIfAbsent(spelling.start(), start -> new ArrayList<>())
                    .add(spelling);
            starts[spelling.start()] = true;
        }
        Set<String> found = new TreeSet<>();
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            for (int i = 0; i + 1 < content.limit(); i++) {
                int start = twoBytes(content.get(i), content.get(i + 1));
                if (starts[start]) {
                    for (Spelling spelling : byStart.getOrDefault(start, List.of())) {
                        if (spelling.isAt(i, content)) {
                            found.add(spelling.name);
                        }
                    }
                }
            }
        }
        return found;
    }

    private static int twoBytes(byte first, byte second) {
        return (Byte.toUnsignedInt(first) << 8) + Byte.toUnsignedInt(second);
    }
}
