package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Re-encryptions that live as long as this object. Thread-safe. */
public final class InMemoryReencryptionRunRepository implements ReencryptionRunRepository {

    private final Clock clock;
    private final EncryptionKeyRepository registry;
    private Runnable beforeStart = () -> {};
    private Runnable beforeNextMove = () -> {};
    private final Map<UUID, ReencryptionRun> runs = new LinkedHashMap<>();
    private final Map<UUID, Instant> pausedAt = new HashMap<>();
    private final Map<UUID, Map<RecordRef, SetAside>> asides = new HashMap<>();

    public InMemoryReencryptionRunRepository(Clock clock, EncryptionKeyRepository registry) {
        this.clock = clock;
        this.registry = registry;
    }

    @Override
    public synchronized boolean start(UUID id, ReencryptionLimits limits, KeyVersion active, long total) {
        beforeStart.run();
        if (underWay().isPresent() || !isActive(active)) {
            return false;
        }
        runs.put(
                id,
                new ReencryptionRun(
                        id,
                        ReencryptionState.RUNNING,
                        limits,
                        total,
                        clock.instant(),
                        Optional.empty(),
                        Duration.ZERO,
                        0,
                        OptionalLong.empty()));
        return true;
    }

    private boolean isActive(KeyVersion version) {
        return registry.findAll().stream()
                .anyMatch(key -> key.version().equals(version) && key.state() == KeyState.ACTIVE);
    }

    /** From now on this happens before a run is started. */
    public synchronized void beforeStarting(Runnable incident) {
        beforeStart = incident;
    }

    @Override
    public synchronized Optional<ReencryptionRun> find(UUID id) {
        return Optional.ofNullable(runs.get(id)).map(this::complete);
    }

    private ReencryptionRun complete(ReencryptionRun run) {
        Instant since = pausedAt.get(run.id());
        return with(
                run,
                run.state(),
                run.limits(),
                run.finishedAt(),
                run.paused().plus(pauseSince(since)),
                run.remaining());
    }

    private Duration pauseSince(@Nullable Instant since) {
        return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
    }

    private ReencryptionRun with(
            ReencryptionRun run,
            ReencryptionState state,
            ReencryptionLimits limits,
            Optional<Instant> finishedAt,
            Duration paused,
            OptionalLong remaining) {
        return new ReencryptionRun(
                run.id(),
                state,
                limits,
                run.total(),
                run.startedAt(),
                finishedAt,
                paused,
                asides.getOrDefault(run.id(), Map.of()).size(),
                remaining);
    }

    @Override
    public synchronized Optional<ReencryptionRun> underWay() {
        return runs.values().stream()
                .filter(run -> run.state().isUnderWay())
                .findFirst()
                .map(this::complete);
    }

    @Override
    public synchronized List<ReencryptionRun> latest(int limit) {
        List<ReencryptionRun> latestFirst = new ArrayList<>(runs.values());
        Collections.reverse(latestFirst);
        return latestFirst.stream().limit(limit).map(this::complete).toList();
    }

    @Override
    public synchronized List<ReencryptionRun> since(Instant time) {
        return runs.values().stream()
                .filter(run -> run.finishedAt().map(end -> !end.isBefore(time)).orElse(true))
                .map(this::complete)
                .toList();
    }

    /** The next time that a run is to come into another state, this happens first. */
    public synchronized void beforeNextMove(Runnable incident) {
        beforeNextMove = incident;
    }

    @Override
    public synchronized boolean move(UUID id, ReencryptionState next, long remaining) {
        Runnable incident = beforeNextMove;
        beforeNextMove = () -> {};
        incident.run();
        ReencryptionRun run = runs.get(id);
        if (run == null || !run.state().mayBecome(next)) {
            return false;
        }
        Duration paused = run.paused().plus(pauseSince(pausedAt.remove(id)));
        if (next == ReencryptionState.PAUSED) {
            pausedAt.put(id, clock.instant());
        }
        Optional<Instant> finishedAt = next.isUnderWay() ? Optional.empty() : Optional.of(clock.instant());
        OptionalLong left = next.isUnderWay() ? OptionalLong.empty() : OptionalLong.of(remaining);
        runs.put(id, with(run, next, run.limits(), finishedAt, paused, left));
        return true;
    }

    @Override
    public synchronized void limit(UUID id, ReencryptionLimits limits) {
        runs.computeIfPresent(
                id, (same, run) -> with(run, run.state(), limits, run.finishedAt(), run.paused(), run.remaining()));
    }

    @Override
    public synchronized void setAside(UUID id, List<SetAside> records) {
        var all = asides.computeIfAbsent(id, unknown -> new LinkedHashMap<>());
        records.forEach(record -> all.put(record.ref(), record));
    }

    @Override
    public synchronized List<SetAside> setAside(UUID id, int limit) {
        return asides.getOrDefault(id, Map.of()).values().stream()
                .sorted(Comparator.comparing(
                                (SetAside aside) -> aside.ref().workspace().toString())
                        .thenComparing(aside -> aside.ref().id().toString()))
                .limit(limit)
                .toList();
    }
}
