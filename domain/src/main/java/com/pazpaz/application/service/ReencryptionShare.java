package com.pazpaz.application.service;

import com.pazpaz.application.port.in.WorkShare;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.keys.ReencryptionMeterPort;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.InactiveKeyException;
import com.pazpaz.application.port.out.persistence.NodeRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRepository.Batch;
import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import com.pazpaz.application.service.RemainingRecords.Portion;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.ReencryptionState;
import com.pazpaz.domain.model.WorkspaceId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One thread's share of a re-encryption: it goes through the workspaces that have records under other keys, batch by
 * batch, until there are none. Which they are it asks the records, so it can be begun anew at any time, anywhere.
 */
final class ReencryptionShare implements WorkShare {

    private static final Logger LOG = System.getLogger(ReencryptionShare.class.getName());
    private static final Duration WHILE_PAUSED = Duration.ofMillis(500);
    private static final Duration WHILE_OTHERS_WORK = Duration.ofSeconds(2);
    private static final Duration AFTER_AN_OUTAGE = Duration.ofSeconds(2);

    private final UUID id;
    private final int index;
    private final BatchRewriting batches;
    private final EncryptionKeyRepository registry;
    private final ReencryptionRepository records;
    private final ReencryptionRunRepository runs;
    private final NodeRepository nodes;
    private final ReencryptionMeterPort meter;
    private final Pauses pauses;

    private final List<Portion> portions = new ArrayList<>();
    private Optional<ClientId> last = Optional.empty();
    private boolean foundAny = true;
    private boolean urgent;

    ReencryptionShare(
            UUID id,
            int index,
            BatchRewriting batches,
            EncryptionKeyRepository registry,
            ReencryptionRepository records,
            ReencryptionRunRepository runs,
            NodeRepository nodes,
            ReencryptionMeterPort meter,
            Pauses pauses) {
        this.id = id;
        this.index = index;
        this.batches = batches;
        this.registry = registry;
        this.records = records;
        this.runs = runs;
        this.nodes = nodes;
        this.meter = meter;
        this.pauses = pauses;
    }

    @Override
    public boolean next() {
        try {
            Optional<ReencryptionRun> run =
                    runs.find(id).filter(found -> found.state().isUnderWay());
            if (run.isEmpty()) {
                return false;
            }
            if (run.get().state() == ReencryptionState.PAUSED
                    || index >= run.get().limits().parallelism()) {
                pauses.pause(WHILE_PAUSED);
                return true;
            }
            return work(run.get());
        } catch (DatabaseUnavailableException
                | KeyStoreUnavailableException
                | MissingKeyException
                | InactiveKeyException e) {
            // Health says why. Nothing is lost meanwhile: what is to be done stands in the records.
            meter.batchFailed();
            pauses.pause(AFTER_AN_OUTAGE);
        } catch (RuntimeException e) {
            // One portion must not keep the others from being done. The type tells enough, a message could quote a row.
            LOG.log(
                    Level.WARNING,
                    "A batch of re-encryption {0} failed: {1}",
                    id,
                    e.getClass().getName());
            meter.batchFailed();
            skipPortion();
            pauses.pause(AFTER_AN_OUTAGE);
        }
        return !Thread.currentThread().isInterrupted();
    }

    private void skipPortion() {
        if (!portions.isEmpty()) {
            portions.remove(0);
        }
        last = Optional.empty();
    }

    private boolean work(ReencryptionRun run) {
        KeyVersion active = active();
        if (urgent != run.limits().urgent()) {
            // It became urgent, or no longer is, on the way: begin with what comes first now.
            urgent = run.limits().urgent();
            portions.clear();
            last = Optional.empty();
        }
        if (portions.isEmpty() && !findWork(active)) {
            return false;
        }
        if (portions.isEmpty()) {
            return true;
        }
        Batch batch = batches.next(portions.get(0), last, batchSize(run));
        last = batch.last();
        if (last.isEmpty()) {
            skipPortion();
        } else {
            foundAny = true;
        }
        slowDown(run, batch.written());
        return true;
    }

    /** No more than a second's worth, so that a stop, a pause and new limits are noticed soon. */
    private int batchSize(ReencryptionRun run) {
        return run.limits().rowsPerSecond().isEmpty()
                ? BatchRewriting.MAX_SIZE
                : (int) Math.max(
                        1,
                        Math.min(
                                BatchRewriting.MAX_SIZE,
                                run.limits().rowsPerSecond().getAsInt() / threads(run)));
    }

    private KeyVersion active() {
        return registry.findAll().stream()
                .filter(key -> key.state() == KeyState.ACTIVE)
                .map(EncryptionKey::version)
                .findFirst()
                .orElseThrow(() -> new MissingKeyException("No key is active. Activate one"));
    }

    /** @return false if nothing is left but what is set aside, and the run has ended */
    private boolean findWork(KeyVersion active) {
        if (!records.isAnythingLeft(id, active)) {
            // Counted only now: what other nodes finished a moment before is no failure.
            Map<Portion, Long> setAside = RemainingRecords.byPortion(registry, active);
            ReencryptionState end =
                    setAside.isEmpty() ? ReencryptionState.COMPLETED : ReencryptionState.COMPLETED_WITH_FAILURES;
            // Refused if someone has paused the run meanwhile: then it ends once it is resumed.
            return !runs.move(id, end, sum(setAside));
        }
        Map<Portion, Long> remaining = RemainingRecords.byPortion(registry, active);
        if (!foundAny) {
            pauses.pause(WHILE_OTHERS_WORK);
        }
        foundAny = false;
        portions.addAll(remaining.keySet());
        if (urgent) {
            sortByLastWrite();
        } else {
            // Threads and nodes that begin in different places seldom meet.
            Collections.shuffle(portions);
        }
        return true;
    }

    private void sortByLastWrite() {
        Map<WorkspaceId, Instant> writes = records.lastWrites();
        portions.sort(Comparator.comparing((Portion portion) -> writes.getOrDefault(portion.workspace(), Instant.MIN))
                .reversed());
    }

    private static long sum(Map<Portion, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private void slowDown(ReencryptionRun run, int written) {
        run.limits()
                .rowsPerSecond()
                .ifPresent(limit -> pauses.pause(Duration.ofMillis(1000L * written * threads(run) / limit)));
    }

    /** On all nodes together. */
    private long threads(ReencryptionRun run) {
        return (long) run.limits().parallelism()
                * Math.max(1, nodes.aliveWithin(NodePresenceService.ALIVE).size());
    }
}
