package com.pazpaz.application.service;

import com.pazpaz.application.port.out.audit.Accesses;
import com.pazpaz.application.port.out.audit.Accesses.Access;
import com.pazpaz.application.port.out.audit.AuditEvidencePort;
import com.pazpaz.application.port.out.audit.AuditRetirement;
import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.audit.KeyEvidence;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Clients;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What is stored, as an attacker may have left it. */
final class StoredEvidence implements AuditEvidencePort {

    final Map<Long, AuditedEvent> events = new HashMap<>();
    final List<UUID> unsealed = new ArrayList<>();
    final List<Long> misleading = new ArrayList<>();
    final List<RecordRef> older = new ArrayList<>();
    final Map<KeyVersion, KeyState> keyStates = new HashMap<>();
    final List<AuditedEvent> keyEvents = new ArrayList<>();
    final List<UUID> hidden = new ArrayList<>();
    final List<UUID> planted = new ArrayList<>();
    final List<UUID> twice = new ArrayList<>();

    final List<AuditRetirement> retirements = new ArrayList<>();
    final Map<Long, YearMonth> retired = new HashMap<>();

    /** Latest first. */
    final List<Access> accesses = new ArrayList<>();

    AuditedEvent at(long position) {
        return Objects.requireNonNull(events.get(position));
    }

    @Override
    public Map<Long, AuditedEvent> eventsOf(AuditSeal seal) {
        return events;
    }

    @Override
    public List<UUID> unsealedOutside(Instant earliest, Instant latest, int limit) {
        return earliest.equals(Clients.NOW.minus(VerifyAuditTrailService.GRACE))
                        && latest.equals(Clients.NOW.plus(VerifyAuditTrailService.GRACE))
                ? unsealed
                : List.of();
    }

    @Override
    public List<Long> misleadingSeals(int limit) {
        return misleading;
    }

    @Override
    public KeyEvidence keys() {
        return new KeyEvidence(keyStates, keyEvents);
    }

    @Override
    public List<RecordRef> olderThanRecorded(int limit) {
        return older;
    }

    @Override
    public List<AuditEvent> ofTheInstallation(Instant time, int limit) {
        return events.values().stream()
                .map(AuditedEvent::event)
                .filter(event -> event.workspace().equals(WorkspaceId.INSTALLATION)
                        && !event.at().isBefore(time))
                .sorted(Comparator.comparing(AuditEvent::at).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public List<UUID> twice(int limit) {
        return twice;
    }

    @Override
    public List<UUID> hiddenAccesses(int limit) {
        return hidden;
    }

    @Override
    public List<UUID> plantedAccesses(int limit) {
        return planted;
    }

    @Override
    public List<AuditRetirement> retirements() {
        return retirements;
    }

    @Override
    public Map<Long, YearMonth> retiredOf(AuditSeal seal) {
        return retired;
    }

    @Override
    public Accesses accessesSince(Instant time, int limit) {
        List<Access> since = accesses.stream()
                .filter(access -> !access.last().isBefore(time))
                .toList();
        return new Accesses(time, since.stream().limit(limit).toList(), since.size() > limit, 2, 3);
    }
}
