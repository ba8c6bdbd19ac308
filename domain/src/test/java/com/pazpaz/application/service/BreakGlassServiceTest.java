package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.AccessDeniedException;
import com.pazpaz.application.port.in.ChangeClientUseCase;
import com.pazpaz.application.port.in.ListClientsUseCase.Query;
import com.pazpaz.application.port.out.audit.CountedEmergencies;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.InMemoryEmergencyAccessRepository;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptedClientRepository;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.AuditEvent.Subject;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyAccess;
import com.pazpaz.domain.model.EmergencyLimit;
import com.pazpaz.domain.model.EmergencyReason;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class BreakGlassServiceTest {

    private static final EmergencyLimit LIMIT = new EmergencyLimit(Duration.ofMinutes(60), 5);
    private static final EmergencyReason REASON = EmergencyReason.MEDICAL_EMERGENCY;

    private final OnRecord record = new OnRecord();
    private final FakeEncryption encryption = new FakeEncryption();
    private final InMemoryEncryptedClientRepository clients = new InMemoryEncryptedClientRepository();
    private final InMemoryEmergencyAccessRepository emergencies = new InMemoryEmergencyAccessRepository(record.trail());
    private final CountedEmergencies meter = new CountedEmergencies();
    private final BreakGlassService glass = new BreakGlassService(record.access(), clients, emergencies, meter, LIMIT);
    private final ViewClientService view =
            new ViewClientService(record.access(), encryption, clients, emergencies, meter);
    private final RegisterClientService register =
            new RegisterClientService(record.access(), encryption, clients, new CountedRefreshes(), Clients.CLOCK);

    private final Caller therapist = Clients.caller();
    private final Caller assistant = Clients.colleague(therapist.workspace(), Role.ASSISTANT);
    private final ClientId client = registered();

    private ClientId registered() {
        return register.register(therapist, Clients.withEveryField()).id();
    }

    private Set<ClientField> seenBy(Caller caller, ClientId id) {
        return view.view(caller, id).map(Client::shown).orElseThrow();
    }

    @Nested
    class AnAssistant {

        @Test
        void seesTheWholeRecordForAsLongAsTheLimitSays() {
            Optional<EmergencyAccess> granted = glass.breakGlass(assistant, client, REASON);

            Client seen = view.view(assistant, client).orElseThrow();

            assertThat(granted)
                    .map(EmergencyAccess::until)
                    .contains(emergencies.now().plus(LIMIT.time()));
            assertThat(seen.shown()).containsExactlyInAnyOrder(ClientField.values());
            assertThat(Clients.text(seen, ClientField.NOTES)).isEqualTo("made-up notes");
        }

        @Test
        void seesNothingClinicalOnceTheTimeIsOver() {
            glass.breakGlass(assistant, client, REASON);

            emergencies.turnOn(LIMIT.time());

            assertThat(seenBy(assistant, client)).doesNotContain(ClientField.NOTES, ClientField.MEDICAL_HISTORY);
            assertThat(record.last().isInEmergency()).isFalse();
        }

        @Test
        void seesThatOfNoOtherClientAndNoOtherAssistantSeesIt() {
            ClientId other = registered();
            glass.breakGlass(assistant, client, REASON);

            assertThat(seenBy(assistant, other)).doesNotContain(ClientField.NOTES);
            assertThat(seenBy(Clients.colleague(therapist.workspace(), Role.ASSISTANT), client))
                    .doesNotContain(ClientField.NOTES);
        }

        @Test
        void listsAndChangesAsBefore() {
            glass.breakGlass(assistant, client, REASON);
            var list = new ListClientsService(record.access(), encryption, clients, 1_000);
            var change = new ChangeClientService(
                    record.access(), encryption, clients, new CountedRefreshes(), Clients.CLOCK);
            var notes = Clients.changes().clear(ClientField.NOTES).build();

            var page = list.list(assistant, new Query(new PageRequest(1, 10), false, Optional.empty()));

            assertThat(page.clients().get(0).shown()).doesNotContain(ClientField.NOTES);
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> change.change(assistant, client, notes, ChangeClientUseCase.ANY_EDIT));
        }

        @Test
        void whoIsNoneAnyMoreHasNoEmergencyLeft() {
            glass.breakGlass(assistant, client, REASON);
            Caller former = new Caller(assistant.user(), assistant.workspace(), Set.of(), Clients.ORIGIN);

            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> view.view(former, client));
        }
    }

    @Nested
    class OnTheRecord {

        @Test
        void standsWhoBrokeTheGlassWhyAndUntilWhen() {
            EmergencyAccess granted =
                    glass.breakGlass(assistant, client, REASON).orElseThrow();

            AuditEvent event = record.last();
            assertThat(event.type()).isEqualTo("client.break-glass");
            assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(event.user()).contains(assistant.user());
            assertThat(event.clients()).containsExactly(new Subject(client, 0));
            assertThat(event.details())
                    .containsEntry("reason", "medical_emergency")
                    .containsEntry("break_glass", granted.id().toString())
                    .containsEntry("from", emergencies.now().toString())
                    .containsEntry("until", granted.until().toString());
        }

        @Test
        void everyLookUnderItIsMarked() {
            EmergencyAccess granted =
                    glass.breakGlass(assistant, client, REASON).orElseThrow();

            view.view(assistant, client);

            AuditEvent event = record.last();
            assertThat(event.operation()).isEqualTo(Operation.VIEW_CLIENT);
            assertThat(event.isInEmergency()).isTrue();
            assertThat(event.details())
                    .containsEntry("break_glass", granted.id().toString());
            assertThat(event.fields()).contains("notes", "medical_history");
        }

        @Test
        void noLookOfWhoIsATherapistAsWellIs() {
            Caller both = new Caller(
                    assistant.user(), assistant.workspace(), Set.of(Role.ASSISTANT, Role.THERAPIST), Clients.ORIGIN);
            glass.breakGlass(assistant, client, REASON);

            view.view(both, client);

            assertThat(record.last().isInEmergency()).isFalse();
            assertThat(meter.timesUsed()).isZero();
        }

        @Test
        void standsThatAClientIsNotThere() {
            assertThat(glass.breakGlass(assistant, new ClientId(UUID.randomUUID()), REASON))
                    .isEmpty();

            assertThat(record.last().outcome()).isEqualTo(Outcome.NOT_FOUND);
            assertThat(record.last().isInEmergency()).isFalse();
            assertThat(meter.reasonsOfGranted()).isEmpty();
        }
    }

    @Test
    void isCounted() {
        glass.breakGlass(assistant, client, REASON);
        view.view(assistant, client);
        view.view(assistant, client);

        assertThat(meter.reasonsOfGranted()).containsExactly(REASON);
        assertThat(meter.timesUsed()).isEqualTo(2);
    }

    @Test
    void aClientOfAnotherWorkspaceIsNotThere() {
        Caller stranger = Clients.caller(Role.ASSISTANT);

        assertThat(glass.breakGlass(stranger, client, REASON)).isEmpty();
        assertThat(view.view(stranger, client)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ASSISTANT")
    void isForNobodyElse(Role role) {
        Caller caller = Clients.colleague(therapist.workspace(), role);

        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> glass.breakGlass(caller, client, REASON));

        assertThat(record.last().type()).isEqualTo("access.denied");
    }

    @Test
    void isNotCountedWhenItCannotBeRecorded() {
        record.trail().breakDown();

        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> glass.breakGlass(assistant, client, REASON));

        assertThat(meter.reasonsOfGranted()).isEmpty();
    }
}
