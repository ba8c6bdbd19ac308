package com.pazpaz.application.service;

import com.pazpaz.application.port.in.MigratePlaintextUseCase;
import com.pazpaz.application.port.in.MigrationConflictException;
import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.MigratedTablePort;
import com.pazpaz.application.port.out.persistence.MigrationRepository;
import com.pazpaz.application.port.out.persistence.MigrationRepository.Batch;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.MigrationFinding;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The gates between the phases. The phase itself stands in the database, and nowhere else. */
public final class MigratePlaintextService implements MigratePlaintextUseCase {

    private static final int BATCH = 200;
    private static final int SHOWN_DIFFERENCES = 20;

    private final AccessControl access;
    private final MigratedTablePort table;
    private final MigrationRepository rows;
    private final EncryptionKeyRepository registry;
    private final RefreshKeysUseCase keys;

    public MigratePlaintextService(
            AccessControl access,
            MigratedTablePort table,
            MigrationRepository rows,
            EncryptionKeyRepository registry,
            RefreshKeysUseCase keys) {
        this.access = access;
        this.table = table;
        this.rows = rows;
        this.registry = registry;
        this.keys = keys;
    }

    @Override
    public Optional<Standing> standing() {
        return table.phase().map(phase -> new Standing(phase, countPending(phase), table.countFindings()));
    }

    private long countPending(MigrationPhase phase) {
        return phase.writesPlaintext()
                ? rows.pending().values().stream().mapToLong(Long::longValue).sum()
                : 0;
    }

    @Override
    public List<MigrationFinding> findings(int limit) {
        return table.findings(limit);
    }

    @Override
    public void prepare(Caller by, Map<String, String> forms) {
        access.require(by, Operation.MIGRATE);
        table.phase().filter(phase -> phase != MigrationPhase.PREPARED).ifPresent(phase -> {
            throw new MigrationConflictException("The migration is " + phase + " already. " + nextStep(phase));
        });
        List<String> obstacles = table.obstacles(forms);
        if (!obstacles.isEmpty()) {
            throw new MigrationConflictException(
                    "The table cannot be migrated as it is:\n  " + String.join("\n  ", obstacles));
        }
        table.prepare(forms);
        // There may be some of an earlier try, which could not be looked for before.
        keys.refresh();
        record(by, MigrationPhase.PREPARED);
    }

    @Override
    public void writeBoth(Caller by) {
        step(by, MigrationPhase.PREPARED, MigrationPhase.DUAL_WRITE, () -> {
            if (registry.findAll().stream().noneMatch(key -> key.state() == KeyState.ACTIVE)) {
                throw new MigrationConflictException(
                        "No key is active, so nothing can be encrypted. ./pazpaz keys init, back it up, ./pazpaz keys"
                                + " activate v1, and run this again");
            }
        });
    }

    @Override
    public Instant backfill(Caller by, ReencryptionLimits limits) {
        access.require(by, Operation.MIGRATE);
        if (table.phase().filter(MigrationPhase::backfills).isEmpty()) {
            step(by, MigrationPhase.DUAL_WRITE, MigrationPhase.BACKFILLING, () -> table.limit(limits));
        }
        return table.limit(limits);
    }

    @Override
    public long countMarkedBefore(Instant time) {
        return table.countMarkedBefore(time);
    }

    @Override
    public void verify(Caller by, LongConsumer progress) {
        access.require(by, Operation.MIGRATE);
        Optional<MigrationPhase> phase = table.phase();
        if (phase.equals(Optional.of(MigrationPhase.VERIFIED))
                || phase.equals(Optional.of(MigrationPhase.READ_ENCRYPTED))) {
            compareAll(progress);
            return;
        }
        step(by, MigrationPhase.BACKFILLING, MigrationPhase.VERIFIED, () -> compareAll(progress));
    }

    private void compareAll(LongConsumer progress) {
        long compared = 0;
        List<MigrationFinding> differences = new ArrayList<>();
        for (WorkspaceId workspace : rows.workspaces()) {
            Optional<ClientId> after = Optional.empty();
            do {
                Batch batch = rows.compareNext(workspace, after, BATCH);
                differences.addAll(batch.findings());
                compared += batch.done();
                progress.accept(compared);
                after = batch.last();
            } while (after.isPresent());
        }
        if (!differences.isEmpty()) {
            throw new MigrationConflictException(describe(differences));
        }
    }

    private static String describe(List<MigrationFinding> differences) {
        var text = new StringBuilder("The two halves differ in " + differences.size()
                + " places. Write these rows once more in plaintext (UPDATE … SET updated_at = now()), which has them"
                + " encrypted anew, and run this again:");
        differences.stream()
                .limit(SHOWN_DIFFERENCES)
                .forEach(difference -> text.append("\n  client ")
                        .append(difference.client())
                        .append(" of workspace ")
                        .append(difference.workspace())
                        .append(", ")
                        .append(difference.field())
                        .append(": ")
                        .append(difference.finding()));
        return text.toString();
    }

    @Override
    public void readEncrypted(Caller by) {
        step(by, MigrationPhase.VERIFIED, MigrationPhase.READ_ENCRYPTED, () -> {});
    }

    @Override
    public void writeEncryptedOnly(Caller by) {
        step(by, MigrationPhase.READ_ENCRYPTED, MigrationPhase.ENCRYPTED_ONLY, () -> compareAll(rows -> {}));
    }

    @Override
    public List<String> drop(Caller by) {
        step(by, MigrationPhase.ENCRYPTED_ONLY, MigrationPhase.DROPPED, () -> {
            List<String> dependents = table.dependents();
            if (!dependents.isEmpty()) {
                throw new MigrationConflictException(
                        "What depends on the table would be lost with it:\n  " + String.join("\n  ", dependents));
            }
        });
        // Also after a drop that was interrupted here.
        return table.sweep();
    }

    @Override
    public void back(Caller by) {
        access.require(by, Operation.MIGRATE);
        MigrationPhase phase = table.phase().orElseThrow(MigratePlaintextService::noMigration);
        if (phase == MigrationPhase.PREPARED) {
            record(by, phase);
            table.abandon();
            return;
        }
        MigrationPhase previous = phase.previous()
                .orElseThrow(() -> new MigrationConflictException("There is no way back from " + phase
                        + ": plaintext is not written any more, so going back would lose edits"));
        move(by, phase, previous);
    }

    /** @param gate throws if the step must not be taken */
    private void step(Caller by, MigrationPhase from, MigrationPhase to, Runnable gate) {
        access.require(by, Operation.MIGRATE);
        Optional<MigrationPhase> phase = table.phase();
        if (phase.equals(Optional.of(to))) {
            return;
        }
        requirePhase(phase, from, to);
        gate.run();
        move(by, from, to);
    }

    private void move(Caller by, MigrationPhase from, MigrationPhase to) {
        record(by, to);
        if (!table.move(from, to)) {
            Optional<MigrationPhase> now = table.phase();
            if (now.equals(Optional.of(to))) {
                return;
            }
            requirePhase(now, from, to);
            throw new MigrationConflictException(countPending(from) + " rows are not encrypted yet, or were changed in"
                    + " plaintext just now. Let the nodes encrypt them (./pazpaz migrate backfill), or stop whoever"
                    + " writes plaintext faster than that, and run this again");
        }
    }

    private static void requirePhase(Optional<MigrationPhase> phase, MigrationPhase from, MigrationPhase to) {
        MigrationPhase current = phase.orElseThrow(MigratePlaintextService::noMigration);
        if (current != from) {
            throw new MigrationConflictException(
                    "The migration is " + current + ", and " + to + " comes after " + from + ". " + nextStep(current));
        }
    }

    private static String nextStep(MigrationPhase current) {
        return current.next()
                .map(next -> "The next step is ./pazpaz migrate " + next.step())
                .orElse("Nothing is left to be done");
    }

    private static MigrationConflictException noMigration() {
        return new MigrationConflictException("There is no migration. Begin one: ./pazpaz migrate prepare");
    }

    /** Before it is done, so that nothing is done that is not on record; not before there is a key to record with. */
    private void record(Caller by, MigrationPhase to) {
        if (access.isRecording()) {
            access.note(by, Operation.MIGRATE, entry -> entry.detail("phase", to));
        }
    }
}
