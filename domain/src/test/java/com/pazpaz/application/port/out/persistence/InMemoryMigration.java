package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.MigrationFinding;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table on its way that lives as long as this object, as those who encrypt its rows see it and as its owner does. Of a row
 * it knows no more than whether it is pending. Thread-safe.
 */
public final class InMemoryMigration implements MigrationRepository, MigratedTablePort {

    /** As the database orders ids: by their bytes, unsigned, which is the order of their text. */
    private static final Comparator<ClientId> BY_BYTES = Comparator.comparing(ClientId::toString);

    private final Map<WorkspaceId, NavigableMap<ClientId, Boolean>> rows = new HashMap<>();
    private final Set<ClientId> notEncryptable = new HashSet<>();
    private final Set<WorkspaceId> failing = new HashSet<>();
    private final List<MigrationFinding> differences = new ArrayList<>();
    private final List<MigrationFinding> noted = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();
    private final List<String> dependents = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private Optional<MigrationPhase> phase = Optional.empty();
    private ReencryptionLimits limits = ReencryptionLimits.DEFAULT;
    private Map<String, String> forms = Map.of();
    private Runnable beforeMoving = () -> {};
    private @Nullable RuntimeException failure;
    private final Map<ClientId, Instant> markedAt = new HashMap<>();
    private final List<String> leftToOthers = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private int sweeps;

    /** The table is in this phase, however it came there. */
    public synchronized void isIn(MigrationPhase newPhase) {
        phase = Optional.of(newPhase);
    }

    /** Someone writes a row in plaintext. */
    public synchronized void write(WorkspaceId workspace, ClientId id) {
        if (!Boolean.TRUE.equals(of(workspace).put(id, true))) {
            markedAt.put(id, tick());
        }
    }

    private Instant tick() {
        now = now.plusMillis(1);
        return now;
    }

    /** Whoever sweeps may not do this. */
    public synchronized void leaveToOthers(String what) {
        leftToOthers.add(what);
    }

    /** Someone writes so many rows in plaintext. */
    public synchronized void write(WorkspaceId workspace, int count) {
        for (int i = 0; i < count; i++) {
            write(workspace, ClientId.random());
        }
    }

    /** From now on this row cannot be encrypted. */
    public synchronized void spoil(ClientId id) {
        notEncryptable.add(id);
    }

    /** From now on no batch of this workspace can be encrypted. */
    public synchronized void spoil(WorkspaceId workspace) {
        failing.add(workspace);
    }

    /** From now on no batch can be encrypted, of whatever workspace. */
    public synchronized void failWith(RuntimeException newFailure) {
        failure = newFailure;
    }

    /** Ends a failure. */
    public synchronized void recover() {
        failure = null;
    }

    /** The two halves of a row differ. */
    public synchronized void differ(MigrationFinding difference) {
        of(difference.workspace()).put(difference.client(), false);
        differences.add(difference);
    }

    /** The two halves are the same again. */
    public synchronized void differNoMore() {
        differences.clear();
    }

    /** A row breaks one of today's rules. */
    public synchronized void note(MigrationFinding finding) {
        noted.add(finding);
    }

    /** Something keeps the table from being migrated. */
    public synchronized void obstruct(String obstacle) {
        obstacles.add(obstacle);
    }

    /** Something depends on the table. */
    public synchronized void dependOn(String dependent) {
        dependents.add(dependent);
    }

    /** The next time that someone moves to another phase, this happens first. */
    public synchronized void beforeMoving(Runnable incident) {
        beforeMoving = incident;
    }

    /** How many rows each batch asked for. */
    public synchronized List<Integer> batches() {
        return List.copyOf(batches);
    }

    /** The forms that it was prepared with. */
    public synchronized Map<String, String> forms() {
        return forms;
    }

    public synchronized int sweeps() {
        return sweeps;
    }

    @Override
    public synchronized Optional<MigrationPhase> phase() {
        return phase;
    }

    @Override
    public synchronized ReencryptionLimits limits() {
        return limits;
    }

    @Override
    public synchronized Instant limit(ReencryptionLimits newLimits) {
        limits = newLimits;
        return tick();
    }

    @Override
    public synchronized long countMarkedBefore(Instant time) {
        return rows.keySet().stream()
                .flatMap(workspace -> pending(workspace).stream())
                .filter(id -> markedAt.getOrDefault(id, time).isBefore(time))
                .count();
    }

    @Override
    public synchronized Map<WorkspaceId, Long> pending() {
        Map<WorkspaceId, Long> pending = new HashMap<>();
        rows.keySet().forEach(workspace -> {
            long count = pending(workspace).size();
            if (count > 0) {
                pending.put(workspace, count);
            }
        });
        return pending;
    }

    private List<ClientId> pending(WorkspaceId workspace) {
        return of(workspace).entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public synchronized Batch backfillNext(WorkspaceId workspace, Optional<ClientId> after, int limit) {
        batches.add(limit);
        RuntimeException current = failure;
        if (current != null) {
            throw current;
        }
        if (failing.contains(workspace)) {
            throw new IllegalStateException("Something about this workspace");
        }
        List<ClientId> found = next(pending(workspace), after, limit);
        List<ClientId> encrypted =
                found.stream().filter(id -> !notEncryptable.contains(id)).toList();
        encrypted.forEach(id -> of(workspace).put(id, false));
        return new Batch(encrypted.size(), List.of(), last(found));
    }

    @Override
    public synchronized List<WorkspaceId> workspaces() {
        return List.copyOf(rows.keySet());
    }

    @Override
    public synchronized Batch compareNext(WorkspaceId workspace, Optional<ClientId> after, int limit) {
        List<ClientId> compared = next(List.copyOf(of(workspace).keySet()), after, limit);
        List<MigrationFinding> found = differences.stream()
                .filter(difference -> compared.contains(difference.client()))
                .toList();
        return new Batch(compared.size(), found, last(compared));
    }

    private static List<ClientId> next(List<ClientId> ids, Optional<ClientId> after, int limit) {
        return ids.stream()
                .filter(id -> after.isEmpty() || BY_BYTES.compare(id, after.get()) > 0)
                .limit(limit)
                .toList();
    }

    private static Optional<ClientId> last(List<ClientId> ids) {
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(ids.size() - 1));
    }

    private NavigableMap<ClientId, Boolean> of(WorkspaceId workspace) {
        return rows.computeIfAbsent(workspace, unknown -> new TreeMap<>(BY_BYTES));
    }

    @Override
    public synchronized List<String> obstacles(Map<String, String> given) {
        return List.copyOf(obstacles);
    }

    @Override
    public synchronized void prepare(Map<String, String> given) {
        forms = Map.copyOf(given);
        if (phase.isEmpty()) {
            phase = Optional.of(MigrationPhase.PREPARED);
        }
    }

    @Override
    public synchronized void abandon() {
        phase = phase.filter(current -> current != MigrationPhase.PREPARED);
    }

    @Override
    public synchronized boolean move(MigrationPhase from, MigrationPhase to) {
        Runnable incident = beforeMoving;
        beforeMoving = () -> {};
        incident.run();
        boolean needsAll =
                to.compareTo(from) > 0 && to.compareTo(MigrationPhase.VERIFIED) >= 0 && to != MigrationPhase.DROPPED;
        if (!phase.equals(Optional.of(from)) || (needsAll && !pending().isEmpty())) {
            return false;
        }
        phase = Optional.of(to);
        return true;
    }

    @Override
    public synchronized List<MigrationFinding> findings(int limit) {
        return noted.stream().limit(limit).toList();
    }

    @Override
    public synchronized long countFindings() {
        return noted.size();
    }

    @Override
    public synchronized List<String> dependents() {
        return List.copyOf(dependents);
    }

    @Override
    public synchronized List<String> sweep() {
        sweeps++;
        return List.copyOf(leftToOthers);
    }
}
