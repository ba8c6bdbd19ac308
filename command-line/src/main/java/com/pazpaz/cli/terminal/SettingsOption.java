package com.pazpaz.cli.terminal;

import com.pazpaz.adapter.keystore.PrivateFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Where a command takes its settings from: the environment, over the lines of a file. */
public final class SettingsOption {

    private static final String PREFIX = "PAZPAZ_";

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Take the PAZPAZ_… settings of the server from the lines of a file that is its owner's alone."
                    + " Those of the environment go before.")
    private Optional<Path> file = Optional.empty();

    /**
     * All settings. May hold secrets: not to be printed.
     *
     * @throws IllegalArgumentException if a line of the file is no setting; the message gives its number
     */
    public Map<String, String> read() {
        Map<String, String> settings = new TreeMap<>();
        file.ifPresent(path -> {
            if (!Files.exists(path)) {
                throw new IllegalArgumentException("There is no settings file " + path);
            }
            String[] lines =
                    new String(PrivateFile.read(path, "settings file"), StandardCharsets.UTF_8).split("\\R", -1);
            for (int i = 0; i < lines.length; i++) {
                addLine(lines[i].strip(), path + ", line " + (i + 1), settings);
            }
        });
        System.getenv().forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                settings.put(name, value);
            }
        });
        return settings;
    }

    private static void addLine(String line, String place, Map<String, String> settings) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(place + ": not of the form NAME=VALUE");
        }
        settings.put(line.substring(0, equals), line.substring(equals + 1));
    }
}
