package com.pazpaz.application.service;

import com.pazpaz.application.port.in.KeyConflictException;
import com.pazpaz.application.port.in.ReportIncidentUseCase;
import com.pazpaz.application.port.in.UnknownKeyException;
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
    private final Clock clock;

    public ReportIncidentService(EncryptionKeyRepository registry, ReencryptionRunRepository runs, Clock clock) {
        this.registry = registry;
        this.runs = runs;
        this.clock = clock;
    }

    @Override
    public IncidentReport report(KeyVersion version) {
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
        List<ReencryptionRun> since = runsOf(reached);
        return new IncidentReport(
                version,
                state,
                clock.instant(),
                reached,
                compromise,
                affected(version, compromise),
                since,
                failures(version, since));
    }

    /** Those that may have rewritten what the key had encrypted: from its being marked until its being destroyed. */
    private List<ReencryptionRun> runsOf(Map<KeyState, Instant> reached) {
        Instant end = reached.getOrDefault(KeyState.DESTROYED, Instant.MAX);
        return Optional.ofNullable(reached.get(KeyState.COMPROMISED)).map(runs::since).orElse(List.of()).stream()
                .filter(run -> run.startedAt().isBefore(end))
                .toList();
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
