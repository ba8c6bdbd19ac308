package com.pazpaz.application.port.out.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.audit.AuditEventRepository;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.crypto.FakeEventAuthentication;
import com.pazpaz.application.port.out.persistence.EmergencyAccessRepository.Recent;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.AuditEvent.Subject;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyAccess;
import com.pazpaz.domain.model.EmergencyReason;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link EmergencyAccessRepository} does. */
public abstract class EmergencyAccessRepositoryContract {

    protected final WorkspaceId workspace = EncryptedClients.newWorkspace();
    protected final UserId user = new UserId(UUID.randomUUID());

    protected abstract EmergencyAccessRepository repository();

    /** The trail that it reads. */
    protected abstract AuditEventRepository trail();

    /** What the clock of the store says. */
    protected abstract Instant now();

    /** An event of now that grants an hour, if it is a success. */
    protected final AuditedEvent event(WorkspaceId in, UserId to, Operation operation, Outcome outcome) {
        Instant from = now();
        var access = new EmergencyAccess(
                UUID.randomUUID(),
                in,
                to,
                ClientId.random(),
                EmergencyReason.DANGER_TO_LIFE,
                from,
                from.plus(Duration.ofHours(1)));
        return new FakeEventAuthentication()
                .authenticate(new AuditEvent(
                        UUID.randomUUID(),
                        from,
                        in,
                        Optional.of(to),
                        new Origin("request-1", Optional.empty(), Optional.empty()),
                        operation,
                        outcome,
                        Optional.of(access.client().toString()),
                        List.of(new Subject(access.client(), 0)),
                        List.of(),
                        new TreeMap<>(access.details())));
    }

    private AuditedEvent appended(WorkspaceId in, UserId to, Operation operation, Outcome outcome) {
        AuditedEvent event = event(in, to, operation, outcome);
        trail().append(event);
        return event;
    }

    private AuditedEvent granted(WorkspaceId in, UserId to) {
        return appended(in, to, Operation.BREAK_GLASS, Outcome.SUCCESS);
    }

    @Test
    void whatWasGrantedComesBackWithItsProof() {
        AuditedEvent first = granted(workspace, user);
        AuditedEvent second = granted(workspace, user);

        Recent recent = repository().recent(workspace, user);

        assertThat(recent.events()).containsExactlyInAnyOrder(first, second);
        assertThat(recent.events())
                .extracting(stored -> EmergencyAccess.grantedBy(stored.event()).until())
                .allMatch(recent.now()::isBefore);
    }

    @Test
    void itComesBackAsItStandsProvedOrNot() {
        AuditedEvent genuine = event(workspace, user, Operation.BREAK_GLASS, Outcome.SUCCESS);
        var forged = new AuditedEvent(genuine.event(), new KeyVersion(99), new RecordMac(new byte[RecordMac.LENGTH]));
        trail().append(forged);

        assertThat(repository().recent(workspace, user).events()).containsExactly(forged);
    }

    @Test
    void whatWasGrantedToOthersAndElsewhereDoesNot() {
        WorkspaceId elsewhere = EncryptedClients.newWorkspace();
        granted(workspace, new UserId(UUID.randomUUID()));
        AuditedEvent other = granted(elsewhere, user);

        assertThat(repository().recent(workspace, user).events()).isEmpty();
        assertThat(repository().recent(elsewhere, user).events()).containsExactly(other);
    }

    @Test
    void whatGrantsNothingDoesNot() {
        appended(workspace, user, Operation.BREAK_GLASS, Outcome.DENIED);
        appended(workspace, user, Operation.BREAK_GLASS, Outcome.NOT_FOUND);
        appended(workspace, user, Operation.VIEW_CLIENT, Outcome.SUCCESS);

        assertThat(repository().recent(workspace, user).events()).isEmpty();
    }

    @Test
    void theTimeIsThatOfTheStore() {
        Instant before = now();

        assertThat(repository().recent(workspace, user).now()).isBetween(before, now());
    }
}
