package com.pazpaz.application.service;

import com.pazpaz.application.port.out.audit.AuditMonthRepository;
import com.pazpaz.application.port.out.audit.AuditRetirement;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.domain.phi.Clients;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The months of what is stored. */
final class StoredMonths implements AuditMonthRepository {

    private final StoredEvidence evidence;
    private Optional<Outcome> trouble = Optional.empty();
    private Instant now = Clients.NOW;
    private long late;

    StoredMonths(StoredEvidence evidence) {
        this.evidence = evidence;
    }

    /** From now on nothing can be taken out. */
    void refuse(Outcome outcome) {
        trouble = Optional.of(outcome);
    }

    /** From now on every month has an event more than any seal holds. */
    void addUnsealed() {
        late = 1;
    }

    /** From now on this is the time for the database. */
    void setClock(Instant time) {
        now = time;
    }

    static YearMonth monthOf(AuditedEvent audited) {
        return YearMonth.from(audited.event().at().atOffset(ZoneOffset.UTC));
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public List<YearMonth> months() {
        return evidence.events.values().stream()
                .map(StoredMonths::monthOf)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public long count(YearMonth month) {
        return late
                + evidence.events.values().stream()
                        .filter(event -> monthOf(event).equals(month))
                        .count();
    }

    @Override
    public Outcome retire(YearMonth month, long events, AuditedEvent proof) {
        if (trouble.isPresent()) {
            return trouble.get();
        }
        List<Long> positions = evidence.events.entrySet().stream()
                .filter(event -> monthOf(event.getValue()).equals(month))
                .map(Map.Entry::getKey)
                .toList();
        positions.forEach(position -> {
            evidence.events.remove(position);
            evidence.retired.put(position, month);
        });
        long next = 1_000L + evidence.retirements.size();
        evidence.events.put(next, proof);
        evidence.retirements.add(new AuditRetirement(month, next, Optional.of(proof)));
        return Outcome.DONE;
    }
}
