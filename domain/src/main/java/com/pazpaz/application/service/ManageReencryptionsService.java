package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ManageReencryptionsUseCase;
import com.pazpaz.application.port.in.ReencryptionConflictException;
import com.pazpaz.application.port.in.UnknownReencryptionException;
import com.pazpaz.application.port.out.keys.ReencryptionEventPort;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeps the runs; that they are worked on is up to the nodes. */
public final class ManageReencryptionsService implements ManageReencryptionsUseCase {

    private static final int SHOWN_FAILURES = 100;
    private static final int SHOWN_RUNS = 20;

    private final AccessControl access;
    private final EncryptionKeyRepository registry;
    private final ReencryptionRunRepository runs;
    private final ReencryptionEventPort events;
    private final Clock clock;
    private final RemainingCount remaining;

    public ManageReencryptionsService(
            AccessControl access,
            EncryptionKeyRepository registry,
            ReencryptionRunRepository runs,
            ReencryptionEventPort events,
            Clock clock) {
        this.access = access;
        this.registry = registry;
        this.runs = runs;
        this.events = events;
        this.clock = clock;
        this.remaining = new RemainingCount(registry, clock);
    }

    @Override
    public Map<WorkspaceId, Long> estimate(Caller by) {
        access.require(by, Operation.VIEW_REENCRYPTIONS);
        return RemainingRecords.byWorkspace(registry, active());
    }

    @Override
    public Progress start(Caller by, ReencryptionLimits limits) {
        access.require(by, Operation.START_REENCRYPTION);
        UUID id = UUID.randomUUID();
        KeyVersion active = active();
        long total = sum(RemainingRecords.byWorkspace(registry, active));
        if (!access.onRecordIfDone(by, Operation.START_REENCRYPTION, entry -> {
            entry.about(id).detail("total", total);
            return runs.start(id, limits, active, total);
        })) {
            throw new ReencryptionConflictException(
                    runs.underWay().isPresent()
                            ? "A re-encryption is under way already. Wait for its end, or stop it"
                            : "Another key became the active one just now. Start it once more");
        }
        events.changed(by.user(), id, ReencryptionState.RUNNING);
        return find(id);
    }

    private KeyVersion active() {
        return registry.findAll().stream()
                .filter(key -> key.state() == KeyState.ACTIVE)
                .map(EncryptionKey::version)
                .findFirst()
                .orElseThrow(() ->
                        new ReencryptionConflictException("No key is active. Activate the one to re-encrypt under"));
    }

    @Override
    public Progress find(Caller by, UUID id) {
        access.require(by, Operation.VIEW_REENCRYPTIONS);
        return find(id);
    }

    private Progress find(UUID id) {
        return progress(runs.find(id).orElseThrow(UnknownReencryptionException::new));
    }

    @Override
    public List<Progress> latest(Caller by) {
        access.require(by, Operation.VIEW_REENCRYPTIONS);
        return runs.latest(SHOWN_RUNS).stream().map(this::progress).toList();
    }

    private Progress progress(ReencryptionRun run) {
        long left = remaining.of(run);
        long done = run.total() - left;
        double seconds = timeSpent(run).toMillis() / 1000.0;
        double rate = seconds > 0 ? done / seconds : 0;
        Optional<Duration> rest = run.state().isUnderWay() && rate > 0
                ? Optional.of(Duration.ofSeconds(Math.round(Math.max(0, left - run.failed()) / rate)))
                : Optional.empty();
        return new Progress(run, done, rate, rest, runs.setAside(run.id(), SHOWN_FAILURES));
    }

    private Duration timeSpent(ReencryptionRun run) {
        Instant end = run.finishedAt().orElseGet(clock::instant);
        return Duration.between(run.startedAt(), end).minus(run.paused());
    }

    @Override
    public Progress move(Caller by, UUID id, ReencryptionState next) {
        access.require(by, Operation.STEER_REENCRYPTION);
        ReencryptionRun run = runs.find(id).orElseThrow(UnknownReencryptionException::new);
        if (run.state() != next) {
            if (!access.onRecordIfDone(by, Operation.STEER_REENCRYPTION, entry -> {
                entry.about(id).detail("state", next);
                return runs.move(id, next, RemainingRecords.count(registry));
            })) {
                throw new ReencryptionConflictException("This re-encryption is " + run.state() + " and cannot become "
                        + next + (run.state().isUnderWay() ? "" : ". Start another one"));
            }
            events.changed(by.user(), id, next);
        }
        return find(id);
    }

    @Override
    public Progress limit(Caller by, UUID id, ReencryptionLimits limits) {
        access.require(by, Operation.STEER_REENCRYPTION);
        ReencryptionRun run = runs.find(id).orElseThrow(UnknownReencryptionException::new);
        if (!run.state().isUnderWay()) {
            throw new ReencryptionConflictException("This re-encryption is " + run.state() + ". Start another one");
        }
        access.onRecord(by, Operation.STEER_REENCRYPTION, entry -> {
            entry.about(id)
                    .detail(
                            "rows_per_second",
                            limits.rowsPerSecond().isPresent()
                                    ? limits.rowsPerSecond().getAsInt()
                                    : "unlimited")
                    .detail("parallelism", limits.parallelism());
            runs.limit(id, limits);
            return id;
        });
        return find(id);
    }

    private static long sum(Map<WorkspaceId, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
