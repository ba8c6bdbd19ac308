package com.pazpaz.application.service;

import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The states that keys were led to on record. A key of which nothing is on record may have any state but one: its events may
 * have been retired with their month, and those of the first key begin with its activation. It is not active, however, once the
 * activation of any key is on record, since the last one of those is.
 */
final class KeyStatesOnRecord {

    private final Map<KeyVersion, KeyState> recorded = new HashMap<>();
    private boolean anyActivated;

    /** @param events in the order in which they were recorded */
    KeyStatesOnRecord(Collection<AuditEvent> events) {
        events.forEach(event -> event.resourceId().map(KeyVersion::parse).ifPresent(version -> lead(version, event)));
    }

    private void lead(KeyVersion version, AuditEvent event) {
        switch (event.operation()) {
            // Recorded before it is done: a key that the store refused has the next attempt's event as well.
            case CREATE_KEY -> recorded.putIfAbsent(version, KeyState.PRE_ACTIVE);
            case ACTIVATE_KEY -> {
                recorded.replaceAll((key, state) -> state == KeyState.ACTIVE ? KeyState.DEACTIVATED : state);
                recorded.put(version, KeyState.ACTIVE);
                anyActivated = true;
            }
            case COMPROMISE_KEY -> recorded.put(version, KeyState.COMPROMISED);
            case RETIRE_KEY -> recorded.put(version, KeyState.DESTROYED);
            default -> throw new IllegalArgumentException("Leads no key to a state: " + event.type());
        }
    }

    /** The keys that are in another state than the recorded one, with both; in the order of their versions. */
    Stream<String> differences(Map<KeyVersion, KeyState> states) {
        var versions = new TreeSet<>(states.keySet());
        versions.addAll(recorded.keySet());
        return versions.stream()
                .flatMap(version -> difference(version, Optional.ofNullable(states.get(version))).stream());
    }

    private Optional<String> difference(KeyVersion version, Optional<KeyState> state) {
        Optional<KeyState> led = Optional.ofNullable(recorded.get(version));
        boolean asRecorded = led.isPresent() ? isAsRecorded(state, led.get()) : !isActiveWithoutRecord(state);
        return asRecorded
                ? Optional.empty()
                : Optional.of(
                        "key " + version + " is " + state.map(KeyState::name).orElse("gone") + ", on record "
                                + led.map(KeyState::name).orElse("never activated"));
    }

    /** A key that the store did not take after all was never registered. */
    private static boolean isAsRecorded(Optional<KeyState> state, KeyState led) {
        return state.map(led::equals).orElse(led == KeyState.PRE_ACTIVE);
    }

    private boolean isActiveWithoutRecord(Optional<KeyState> state) {
        return anyActivated && state.filter(KeyState.ACTIVE::equals).isPresent();
    }
}
