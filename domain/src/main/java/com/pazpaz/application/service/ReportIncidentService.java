package com.pazpaz.application.service;

import com.pazpaz.application.port.in.KeyConflictException;
import com.pazpaz.application.port.in.ReportIncidentUseCase;
import com.pazpaz.application.port.in.UnknownKeyException;
import com.pazpaz.application.port.out.audit.Accesses;
import com.pazpaz.application.port.out.audit.AuditEvidencePort;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.KeyCompromise;
import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.SetAside;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Gathers what the database keeps of a compromised key. */
public final class ReportIncidentService implements ReportIncidentUseCase {

    private final EncryptionKeyRepository registry;
    private final ReencryptionRunRepository runs;
    private final Optional<AuditEvidencePort> evidence;
    private final Clock clock;

    /** @param evidence empty where nobody sees all workspaces */
    public ReportIncidentService(
            EncryptionKeyRepository registry,
            ReencryptionRunRepository runs,
            Optional<AuditEvidencePort> evidence,
            Clock clock) {
        this.registry = registry;
        this.runs = runs;
        this.evidence = evidence;
        this.clock = clock;
    }

    @Override
    public IncidentReport report(KeyVersion version, Optional<Instant> since) {
        KeyState state = registry.findAll().stream()
                .filter(key -> key.version().equals(version))
                .map(EncryptionKey::state)
                .findFirst()
                .orElseThrow(UnknownKeyException::new);
        KeyCompromise compromise = Optional.ofNullable(registry.compromises().get(version))
                .orElseThrow(() -> new KeyConflictException("Key " + version
                        + " was never marked as compromised, and there is nothing to report. If it has leaked:"
                        + " ./pazpaz rotate --emergency " + version));
        Map<KeyState, Instant> reached = registry.history().getOrDefault(version, Map.of());
        List<ReencryptionRun> reencryptions = runsOf(reached);
        return new IncidentReport(
                version,
                state,
                clock.instant(),
                reached,
                compromise,
                affected(version, compromise),
                reencryptions,
                failures(version, reencryptions),
                accesses(since.orElseGet(() -> activation(reached))));
    }

    /** Those that may have rewritten what the key had encrypted: from its being marked until its being destroyed. */
    private List<ReencryptionRun> runsOf(Map<KeyState, Instant> reached) {
        Instant end = reached.getOrDefault(KeyState.DESTROYED, Instant.MAX);
        return Optional.ofNullable(reached.get(KeyState.COMPROMISED)).map(runs::since).orElse(List.of()).stream()
                .filter(run -> run.startedAt().isBefore(end))
                .toList();
    }

    /** A key that never became active may have leaked as well: from when it was there. */
    private static Instant activation(Map<KeyState, Instant> reached) {
        return Optional.ofNullable(reached.get(KeyState.ACTIVE))
                .orElseGet(() -> reached.getOrDefault(KeyState.PRE_ACTIVE, Instant.EPOCH));
    }

    private Optional<Accesses> accesses(Instant since) {
        return evidence.map(all -> all.accessesSince(since, IncidentReport.MAX_ACCESSES));
    }

    private List<Affected> affected(KeyVersion version, KeyCompromise compromise) {
        Map<WorkspaceId, Long> now = registry.recordCounts().getOrDefault(version, Map.of());
        return Stream.concat(compromise.records().keySet().stream(), now.keySet().stream())
                .distinct()
                .sorted(Comparator.comparing(WorkspaceId::toString))
                .map(workspace -> new Affected(
                        workspace, compromise.records().getOrDefault(workspace, 0L), now.getOrDefault(workspace, 0L)))
                .toList();
    }

    /** Each as the last run found it. */
    private List<SetAside> failures(KeyVersion version, List<ReencryptionRun> since) {
        Map<RecordRef, SetAside> failures = new LinkedHashMap<>();
        since.stream()
                .flatMap(run -> runs.setAside(run.id(), IncidentReport.MAX_FAILURES).stream())
                .filter(failure -> failure.version().equals(version))
                .forEach(failure -> failures.put(failure.ref(), failure));
        return failures.values().stream().limit(IncidentReport.MAX_FAILURES).toList();
    }
}
