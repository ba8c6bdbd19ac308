package com.pazpaz.application.service;

import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which audit keys were replaced, on one walk along the chain. A key is replaced when another one signs for the first time, and
 * never comes back. Nodes that are cut off from the key store go on with the old one for a while, and no longer: what is made with
 * it later, somebody made who kept it.
 *
 * <p>Time is that of the events which the newest key authenticates, so that whoever has an old key cannot turn it back.
 */
final class ReplacedKeys {

    private final Duration grace;
    private final Map<KeyVersion, Instant> replaced = new HashMap<>();
    private @Nullable KeyVersion newest;
    private Instant reached = Instant.MIN;

    /** @param grace for how long a node may go on with a key that was replaced */
    ReplacedKeys(Duration grace) {
        this.grace = grace;
    }

    /**
     * Goes on to the next seal.
     *
     * @param signer of the seal, if it is signed
     * @param events of the seal that are as they were recorded
     */
    void next(AuditSeal seal, Optional<KeyVersion> signer, Collection<AuditedEvent> events) {
        KeyVersion before = newest;
        signer.filter(key -> !replaced.containsKey(key)).ifPresent(key -> newest = key);
        boolean first = before != null && !before.equals(newest);
        if (events.isEmpty()) {
            reach(seal.lastAt());
        }
        events.stream()
                .filter(event -> first || event.key().equals(newest))
                .forEach(event -> reach(event.event().at()));
        if (before != null && first) {
            replaced.put(before, reached);
        }
    }

    private void reach(Instant time) {
        reached = time.isAfter(reached) ? time : reached;
    }

    /** Whether a key was replaced for too long already to have been used for what the last seal has. */
    boolean includes(KeyVersion key) {
        Instant time = replaced.get(key);
        return time != null && reached.isAfter(time.plus(grace));
    }
}
