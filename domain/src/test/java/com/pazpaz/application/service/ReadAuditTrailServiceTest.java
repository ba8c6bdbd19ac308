package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.AccessDeniedException;
import com.pazpaz.application.port.out.audit.AuditEventRepository.Filter;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptedClientRepository;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.phi.Clients;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReadAuditTrailServiceTest {

    private static final PageRequest PAGE = new PageRequest(1, 10);

    private final OnRecord record = new OnRecord();
    private final InMemoryEncryptedClientRepository repository = new InMemoryEncryptedClientRepository();
    private final ReadAuditTrailService trail = new ReadAuditTrailService(record.access(), record.trail(), repository);
    private final Caller therapist = Clients.caller();
    private final Caller admin = Clients.colleague(therapist.workspace(), Role.WORKSPACE_ADMIN);

    private ClientId registered() {
        return new RegisterClientService(
                        record.access(), new FakeEncryption(), repository, new CountedRefreshes(), Clients.CLOCK)
                .register(therapist, Clients.named("Tuvia", "Abel"))
                .id();
    }

    @Test
    void thatTheTrailWasReadIsOnRecordAsWell() {
        registered();

        var page = trail.list(admin, Filter.NONE, PAGE);

        assertThat(page.events()).extracting(AuditEvent::operation).containsExactly(Operation.REGISTER_CLIENT);
        assertThat(record.last().operation()).isEqualTo(Operation.LIST_AUDIT_EVENTS);
        assertThat(record.last().details()).containsEntry("count", "1");
    }

    @Test
    void anEventIsShownToWhoMaySeeIt() {
        registered();
        UUID id = record.last().id();

        assertThat(trail.view(admin, id)).map(AuditEvent::id).contains(id);
        assertThat(trail.view(admin, UUID.randomUUID())).isEmpty();
        assertThat(record.last().outcome()).isEqualTo(Outcome.NOT_FOUND);
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> trail.view(therapist, id));
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> trail.list(therapist, Filter.NONE, PAGE));
    }

    @Test
    void accessesAreThoseToTheClient() {
        ClientId client = registered();
        registered();

        assertThat(trail.accesses(admin, client, PAGE).orElseThrow().events())
                .singleElement()
                .satisfies(event -> assertThat(event.resourceId()).contains(client.toString()));
        assertThat(record.last().resourceId()).contains(client.toString());
    }

    @Test
    void accessesToAClientOfNobodyAreNotFound() {
        assertThat(trail.accesses(admin, new ClientId(UUID.randomUUID()), PAGE)).isEmpty();
        assertThat(record.last().outcome()).isEqualTo(Outcome.NOT_FOUND);
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> trail.accesses(therapist, new ClientId(UUID.randomUUID()), PAGE));
    }
}
