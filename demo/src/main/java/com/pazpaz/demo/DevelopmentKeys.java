package com.pazpaz.demo;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Key-encryption keys in a file of lines {@code PAZPAZ_KEK_V1=…}, as the environment key store wants them. Lines may be
 * added by hand; what is there is never replaced.
 */
public final class DevelopmentKeys {

    private static final String FILE = "keys.env";

    private final StateDirectory state;

    private DevelopmentKeys(StateDirectory state) {
        this.state = state;
    }

    /** The keys in a directory; a random first one if there are none. */
    public static DevelopmentKeys in(StateDirectory state) {
        var keys = new DevelopmentKeys(state);
        if (keys.environment().isEmpty()) {
            keys.add(1);
        }
        return keys;
    }

    /** The variables. Their values are the keys themselves: not to be printed. */
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        state.read(FILE)
                .orElse("")
                .lines()
                .filter(line -> line.startsWith("PAZPAZ_KEK_"))
                .forEach(line -> {
                    int equals = line.indexOf('=');
                    if (equals < 0) {
                        throw new DemoException(
                                "A line of " + state.file(FILE) + " is not of the form PAZPAZ_KEK_V1=…; mend it");
                    }
                    variables.put(line.substring(0, equals), line.substring(equals + 1));
                });
        return variables;
    }

    /** Adds a random key under the version after the last one. */
    public void addNext() {
        int last = environment().keySet().stream()
                .mapToInt(variable -> Integer.parseInt(variable.substring("PAZPAZ_KEK_V".length())))
                .max()
                .orElse(0);
        add(last + 1);
    }

    /** Adds a random key under a version that is not there yet. */
    public void add(int version) {
        String variable = "PAZPAZ_KEK_V" + version;
        if (environment().containsKey(variable)) {
            throw new DemoException(state.file(FILE) + " has " + variable + " already, and a key is never replaced");
        }
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        state.write(
                FILE,
                state.read(FILE).orElse("") + variable + "="
                        + Base64.getEncoder().encodeToString(key) + "\n");
    }
}
