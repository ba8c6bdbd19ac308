package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.AccessDeniedException;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Clients;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ListInstallationEventsServiceTest {

    private final OnRecord record = new OnRecord();
    private final StoredEvidence evidence = new StoredEvidence();
    private final ListInstallationEventsService service = new ListInstallationEventsService(record.access(), evidence);

    private AuditEvent store(long position, WorkspaceId workspace) {
        var event = new AuditEvent(
                UUID.randomUUID(),
                Clients.NOW.plusSeconds(position),
                workspace,
                Optional.empty(),
                Clients.ORIGIN,
                Operation.FAIL_LOGIN,
                Outcome.DENIED,
                Optional.empty(),
                List.of(),
                List.of(),
                new TreeMap<>());
        evidence.events.put(
                position, new AuditedEvent(event, new KeyVersion(1), new RecordMac(new byte[RecordMac.LENGTH])));
        return event;
    }

    @Test
    void whatBelongsToNoWorkspaceIsShownToWhoMaySeeTrailsAndThatIsOnRecord() {
        AuditEvent first = store(1, WorkspaceId.INSTALLATION);
        AuditEvent second = store(2, WorkspaceId.INSTALLATION);
        store(3, new WorkspaceId(UUID.randomUUID()));
        var officer = Clients.colleague(WorkspaceId.INSTALLATION, Role.SECURITY_OFFICER);

        assertThat(service.list(officer, Instant.EPOCH, 10)).containsExactly(second, first);
        assertThat(service.list(officer, second.at(), 10)).containsExactly(second);
        assertThat(record.last().operation()).isEqualTo(Operation.LIST_AUDIT_EVENTS);
        assertThat(record.last().details()).containsEntry("count", "1");
    }

    @Test
    void nobodyElseSeesThem() {
        var therapist = Clients.colleague(WorkspaceId.INSTALLATION, Role.THERAPIST);

        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> service.list(therapist, Instant.EPOCH, 10));
        assertThat(record.last().outcome()).isEqualTo(Outcome.DENIED);
    }

    @Test
    void whatCannotBeRecordedIsNotShown() {
        store(1, WorkspaceId.INSTALLATION);
        record.trail().breakDown();

        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> service.list(
                        Clients.colleague(WorkspaceId.INSTALLATION, Role.SECURITY_OFFICER), Instant.EPOCH, 10));
    }
}
