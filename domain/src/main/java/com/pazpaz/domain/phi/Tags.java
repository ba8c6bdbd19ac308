package com.pazpaz.domain.phi;

import java.util.List;
import java.util.stream.Collectors;

/** A list of short labels, kept as a JSON array of strings (RFC 8259). */
public final class Tags extends Phi {

    /** The most labels that a new list may have. */
    public static final int MAX_COUNT = 50;

    public Tags(String json) {
        super(json);
    }

    /** These labels, in this order. */
    public static Tags of(List<String> labels) {
        return new Tags(labels.stream().map(Tags::quoted).collect(Collectors.joining(",", "[", "]")));
    }

    private static String quoted(String label) {
        var json = new StringBuilder(label.length() + 2).append('"');
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u").append("%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
