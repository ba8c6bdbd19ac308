package com.pazpaz.application.service;

import com.pazpaz.application.port.in.WorkShare;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.InactiveKeyException;
import com.pazpaz.application.port.out.persistence.MigrationRepository;
import com.pazpaz.application.port.out.persistence.MigrationRepository.Batch;
import com.pazpaz.application.port.out.persistence.NodeRepository;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.WorkspaceId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One thread's share of the backfill. It goes through the workspaces that have pending rows, batch by batch, and waits for
 * more as long as others may write plaintext. Which rows are pending the database says, so it can be begun anew at any time.
 */
final class BackfillShare implements WorkShare {

    /** How many rows are locked at a time: whoever wants to edit one of them waits for the batch. */
    static final int MAX_SIZE = 50;

    private static final Logger LOG = System.getLogger(BackfillShare.class.getName());
    private static final Duration WHILE_OTHERS_WORK = Duration.ofMillis(500);

    /** As long as nothing is pending for such a time, gates open: they close out whoever writes plaintext for no longer. */
    private static final Duration WHILE_NOTHING_IS_PENDING = Duration.ofMillis(50);

    private static final Duration AFTER_AN_OUTAGE = Duration.ofSeconds(2);

    private final int index;
    private final MigrationRepository rows;
    private final NodeRepository nodes;
    private final ActiveKey activeKey;
    private final Pauses pauses;

    private final List<WorkspaceId> workspaces = new ArrayList<>();
    private Optional<ClientId> last = Optional.empty();
    private boolean foundAny = true;

    BackfillShare(int index, MigrationRepository rows, NodeRepository nodes, ActiveKey activeKey, Pauses pauses) {
        this.index = index;
        this.rows = rows;
        this.nodes = nodes;
        this.activeKey = activeKey;
        this.pauses = pauses;
    }

    @Override
    public boolean next() {
        try {
            if (rows.phase().filter(MigrationPhase::backfills).isEmpty()) {
                return false;
            }
            ReencryptionLimits limits = rows.limits();
            if (index >= limits.parallelism()) {
                pauses.pause(WHILE_OTHERS_WORK);
            } else {
                work(limits);
            }
        } catch (DatabaseUnavailableException
                | KeyStoreUnavailableException
                | MissingKeyException
                | InactiveKeyException e) {
            // Health says why. Nothing is lost meanwhile: what is to be done stands in the database.
            pauses.pause(AFTER_AN_OUTAGE);
        } catch (RuntimeException e) {
            // One workspace must not keep the others from being done. The type tells enough, a message could quote a
            // row.
            LOG.log(
                    Level.WARNING,
                    "A batch of the backfill failed: {0}",
                    e.getClass().getName());
            skipWorkspace();
            pauses.pause(AFTER_AN_OUTAGE);
        }
        return !Thread.currentThread().isInterrupted();
    }

    private void work(ReencryptionLimits limits) {
        if (workspaces.isEmpty() && !findWork()) {
            return;
        }
        WorkspaceId workspace = workspaces.get(0);
        int size = batchSize(limits);
        Batch batch = activeKey.use(() -> rows.backfillNext(workspace, last, size));
        last = batch.last();
        // Rows that cannot be encrypted stay pending: looking at them again at once would change nothing.
        foundAny |= batch.done() > 0;
        if (last.isEmpty()) {
            skipWorkspace();
        }
        slowDown(limits, batch.done());
    }

    /** Threads and nodes that begin in different places seldom meet. */
    private boolean findWork() {
        workspaces.addAll(rows.pending().keySet());
        Collections.shuffle(workspaces);
        if (workspaces.isEmpty()) {
            pauses.pause(WHILE_NOTHING_IS_PENDING);
        } else if (!foundAny) {
            pauses.pause(WHILE_OTHERS_WORK);
        }
        foundAny = false;
        return !workspaces.isEmpty();
    }

    private void skipWorkspace() {
        if (!workspaces.isEmpty()) {
            workspaces.remove(0);
        }
        last = Optional.empty();
    }

    private int batchSize(ReencryptionLimits limits) {
        return limits.rowsPerSecond().isEmpty()
                ? MAX_SIZE
                : (int) Math.max(1, Math.min(MAX_SIZE, limits.rowsPerSecond().getAsInt() / threads(limits)));
    }

    private void slowDown(ReencryptionLimits limits, int done) {
        limits.rowsPerSecond()
                .ifPresent(limit -> pauses.pause(Duration.ofMillis(1000L * done * threads(limits) / limit)));
    }

    /** On all nodes together. */
    private long threads(ReencryptionLimits limits) {
        return (long) limits.parallelism()
                * Math.max(1, nodes.aliveWithin(NodePresenceService.ALIVE).size());
    }
}
