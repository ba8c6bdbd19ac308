package com.pazpaz.application.service;

import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which audit keys were replaced, on one walk along the chain. Keys become active in the order of their versions, so a key is
 * replaced when a higher one first signs a seal or authenticates an event, whoever signs, and never comes back. Nodes that are cut
 * off from the key store go on with the old one for a while, and no longer: what is made with it later, somebody made who kept it.
 *
 * <p>Time is that of the events which the newest key authenticates, and begins anew with each: whoever has an old key has no say in
 * it, whatever they did while it was the newest.
 */
final class ReplacedKeys {

    private final Duration grace;
    /** Until when the keys may be used that each key has replaced. */
    private final NavigableMap<KeyVersion, Instant> ends = new TreeMap<>();
    /** Those by which what they replaced was over before the last seal, and with it. */
    private Set<KeyVersion> overBefore = Set.of();

    private final Set<KeyVersion> over = new HashSet<>();
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
        overBefore = Set.copyOf(over);
        Stream.concat(signer.stream(), events.stream().map(AuditedEvent::key))
                .max(Comparator.naturalOrder())
                .filter(this::isNewer)
                .ifPresent(this::replaceBy);
        events.stream()
                .filter(event -> event.key().equals(newest))
                .forEach(event -> reach(event.key(), event.event().at()));
    }

    private boolean isNewer(KeyVersion key) {
        return newest == null || key.compareTo(newest) > 0;
    }

    private void replaceBy(KeyVersion key) {
        newest = key;
        begun = Instant.MAX;
        reached = Instant.MIN;
    }

    private void reach(KeyVersion key, Instant at) {
        begun = at.isBefore(begun) ? at : begun;
        reached = at.isAfter(reached) ? at : reached;
        ends.put(key, begun.plus(grace));
        ends.forEach((successor, end) -> {
            if (reached.isAfter(end)) {
                over.add(successor);
            }
        });
    }

    /** The end of a key, by the first of its successors that authenticated anything. */
    private Optional<Map.Entry<KeyVersion, Instant>> end(KeyVersion key) {
        return Optional.ofNullable(ends.higherEntry(key));
    }

    private boolean isIn(Set<KeyVersion> ended, KeyVersion key) {
        return end(key).filter(end -> ended.contains(end.getKey())).isPresent();
    }

    /** Whether the last seal should not have been signed with a key any more. */
    boolean isTooLateToSign(KeyVersion key) {
        return isIn(over, key);
    }

    /** Whether an event of the last seal should not have been authenticated with its key any more, by its own time or by its place. */
    boolean isTooLate(AuditedEvent event) {
        return isTooLate(event, overBefore);
    }

    /** The same of an event that no seal holds yet. */
    boolean isTooLateNow(AuditedEvent event) {
        return isTooLate(event, over);
    }

    private boolean isTooLate(AuditedEvent event, Set<KeyVersion> ended) {
        return isIn(ended, event.key())
                || end(event.key())
                        .filter(end -> event.event().at().isAfter(end.getValue()))
                        .isPresent();
    }
}
