package com.pazpaz.application.port.out.audit;

import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Seals that live as long as this object, and events that wait for one. */
public final class InMemoryAuditSealRepository implements AuditSealRepository {

    private final List<AuditSeal> seals = new ArrayList<>();
    private final List<SealedEvent> waiting = new ArrayList<>();
    private final List<SealedEvent> hidden = new ArrayList<>();
    private boolean busy;

    /** Events that are to be sealed. */
    public void wait(List<SealedEvent> events) {
        waiting.addAll(events);
    }

    /** Events that are to be sealed, and are not found where the last seals were. */
    public void hide(List<SealedEvent> events) {
        hidden.addAll(events);
    }

    /** Whether someone else is sealing. */
    public void beBusy(boolean isBusy) {
        busy = isBusy;
    }

    /** Puts others in the place of the seals. */
    public void replace(List<AuditSeal> others) {
        seals.clear();
        seals.addAll(others);
    }

    @Override
    public void prepareMonths() {
        // There is room.
    }

    @Override
    public boolean begin() {
        return !busy;
    }

    @Override
    public Optional<AuditSeal> last() {
        return seals.isEmpty() ? Optional.empty() : Optional.of(seals.get(seals.size() - 1));
    }

    @Override
    public Optional<Unsealed> unsealed(int limit) {
        return first(waiting, limit);
    }

    @Override
    public Optional<Unsealed> overlooked(int limit) {
        return first(hidden, limit);
    }

    private static Optional<Unsealed> first(List<SealedEvent> events, int limit) {
        List<SealedEvent> next = events.stream().limit(limit).toList();
        return next.isEmpty() ? Optional.empty() : Optional.of(new Unsealed(next, Instant.EPOCH, Instant.EPOCH));
    }

    @Override
    public void append(AuditSeal seal) {
        seals.add(seal);
        waiting.removeAll(seal.events());
        hidden.removeAll(seal.events());
    }

    @Override
    public List<AuditSeal> after(long number, int limit) {
        return seals.stream()
                .filter(seal -> seal.number() > number)
                .limit(limit)
                .toList();
    }
}
