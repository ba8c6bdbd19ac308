package com.pazpaz.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a program that talks to the demo needs to know, in a properties file that its owner alone can read. */
final class DemoProperties {

    static final String FILE = "demo.properties";

    private DemoProperties() {}

    /** Writes the file. */
    static void write(StateDirectory state, DemoSystem system, DemoApi api, DemoTokens tokens) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("url", api.base().toString());
        properties.put("token", tokens.first());
        properties.put("token.other-workspace", tokens.other());
        properties.put("token.expires", tokens.expires().toString());
        properties.put("ca.certificate", system.certificate().certificateFile().toString());
        properties.put("jdbc.url", system.database().jdbcUrl());
        properties.put("jdbc.user", system.database().owner().name());
        properties.put("jdbc.password", system.database().owner().password());
        properties.put("data.directory", system.database().dataDirectory().toString());
        properties.put("log.directory", system.logs().toString());
        // By hand: java.util.Properties sets colons in backslashes, which shells and other languages do not undo.
        String text = properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\") + "\n")
                .collect(Collectors.joining());
        state.write(FILE, text);
    }
}
