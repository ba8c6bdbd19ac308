package com.pazpaz.application.service;

import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which audit keys were replaced, on one walk along the chain. A key is replaced when another one signs for the first time, and
 * never comes back. Nodes that are cut off from the key store go on with the old one for a while, and no longer: what is made with
 * it later, somebody made who kept it.
 *
 * <p>Time is that of the events which the newest key authenticates, and begins anew with each: whoever has an old key has no say in
 * it, whatever they did while it was the newest. A key that never signed is not judged.
 */
final class ReplacedKeys {

    private final Duration grace;
    private final Set<KeyVersion> signers = new HashSet<>();
    /** Until when those may be used that were replaced. */
    private final Map<KeyVersion, Instant> until = new HashMap<>();

    private final Set<KeyVersion> replacedByNewest = new HashSet<>();
    /** Those whose time had passed before the last seal, and with it. */
    private Set<KeyVersion> overBefore = Set.of();

    private Set<KeyVersion> over = Set.of();
    private @Nullable KeyVersion newest;
    private Instant begun = Instant.MAX;
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
    void next(Optional<KeyVersion> signer, Collection<AuditedEvent> events) {
        overBefore = over;
        signer.filter(signers::add).ifPresent(this::replaceBy);
        List<Instant> times = events.stream()
                .filter(event -> event.key().equals(newest))
                .map(event -> event.event().at())
                .sorted()
                .toList();
        if (!times.isEmpty()) {
            begun = times.get(0).isBefore(begun) ? times.get(0) : begun;
            Instant last = times.get(times.size() - 1);
            reached = last.isAfter(reached) ? last : reached;
            replacedByNewest.forEach(key -> until.put(key, begun.plus(grace)));
            over = new HashSet<>(over);
            until.forEach((key, end) -> {
                if (reached.isAfter(end)) {
                    over.add(key);
                }
            });
        }
    }

    private void replaceBy(KeyVersion key) {
        KeyVersion before = newest;
        // What was replaced and saw no event of its successor is as old as that, or older.
        replacedByNewest.removeIf(until::containsKey);
        if (before != null) {
            replacedByNewest.add(before);
        }
        newest = key;
        begun = Instant.MAX;
        reached = Instant.MIN;
    }

    /** Whether the last seal should not have been signed with a key any more. */
    boolean isTooLateToSign(KeyVersion key) {
        return over.contains(key);
    }

    /** Whether an event of the last seal should not have been authenticated with its key any more, by its own time or by its place. */
    boolean isTooLate(AuditedEvent event) {
        Instant end = until.get(event.key());
        return overBefore.contains(event.key())
                || (end != null && event.event().at().isAfter(end));
    }
}
