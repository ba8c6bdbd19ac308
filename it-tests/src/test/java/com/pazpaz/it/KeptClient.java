package com.pazpaz.it;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A client as a practice must hold it. */
final class KeptClient {

    static final Comparator<KeptClient> BY_NAME = Comparator.comparing((KeptClient client) -> client.name("last_name"))
            .thenComparing(client -> client.name("first_name"))
            .thenComparing(KeptClient::id);

    private final String id;
    private final Map<String, String> values;
    private boolean active = true;

    KeptClient(String id, Map<String, String> values) {
        this.id = id;
        this.values = new TreeMap<>(values);
    }

    String id() {
        return id;
    }

    boolean isActive() {
        return active;
    }

    void beActive(boolean become) {
        active = become;
    }

    /** The value of a field, or an empty text. */
    String value(String field) {
        return values.getOrDefault(field, "");
    }

    private String name(String field) {
        return value(field).toLowerCase(Locale.ROOT);
    }

    boolean isCalled(String name) {
        return name("first_name").equals(name) || name("last_name").equals(name);
    }

    /** Sets fields; an empty text clears. */
    void set(Map<String, String> changed) {
        values.putAll(changed);
        values.values().removeIf(String::isEmpty);
    }

    /** The fields that have a value, and that somebody may read. */
    Set<String> visibleTo(Person person) {
        return values.keySet().stream().filter(person::mayRead).collect(Collectors.toSet());
    }
}
