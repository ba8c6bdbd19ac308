package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.pazpaz.application.port.in.AccessDeniedException;
import com.pazpaz.application.port.in.ChangeClientUseCase;
import com.pazpaz.application.port.in.ExportClientsUseCase;
import com.pazpaz.application.port.in.ListClientsUseCase.ClientPage;
import com.pazpaz.application.port.in.ListClientsUseCase.Query;
import com.pazpaz.application.port.out.audit.CountedEmergencies;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.InMemoryEmergencyAccessRepository;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptedClientRepository;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.AuditEvent.Subject;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Clients;
import com.pazpaz.domain.phi.FreeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessControlTest {

    private final OnRecord record = new OnRecord();
    private final FakeEncryption encryption = new FakeEncryption();
    private final InMemoryEncryptedClientRepository repository = new InMemoryEncryptedClientRepository();
    private final RegisterClientService register =
            new RegisterClientService(record.access(), encryption, repository, new CountedRefreshes(), Clients.CLOCK);
    private final ViewClientService view = new ViewClientService(
            record.access(),
            encryption,
            repository,
            new InMemoryEmergencyAccessRepository(record.trail()),
            new CountedEmergencies());
    private final ListClientsService list = new ListClientsService(record.access(), encryption, repository, 1_000);
    private final ChangeClientService change =
            new ChangeClientService(record.access(), encryption, repository, new CountedRefreshes(), Clients.CLOCK);
    private final ExportClientsService export = new ExportClientsService(record.access(), encryption, repository);

    private final Caller therapist = Clients.caller();
    private final Caller assistant = Clients.colleague(therapist.workspace(), Role.ASSISTANT);

    private ClientId registered() {
        return register.register(therapist, Clients.withEveryField()).id();
    }

    private static Query search(Optional<String> words) {
        return new Query(new PageRequest(1, 10), false, words.map(FreeText::new));
    }

    @Nested
    class WhatIsDone {

        @Test
        void isRecordedWithTheClientItsRevisionAndTheNamesOfTheFields() {
            ClientId id =
                    register.register(therapist, Clients.named("Tuvia", "Abel")).id();

            view.view(therapist, id);

            AuditEvent event = record.last();
            assertThat(event.operation()).isEqualTo(Operation.VIEW_CLIENT);
            assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(event.user()).contains(therapist.user());
            assertThat(event.workspace()).isEqualTo(therapist.workspace());
            assertThat(event.resourceId()).contains(id.toString());
            assertThat(event.clients()).containsExactly(new Subject(id, 1));
            assertThat(event.fields()).containsExactly("first_name", "last_name");
            assertThat(event.type()).isEqualTo("client.view");
        }

        @Test
        void isRecordedOfANewClientWithEveryFieldAndAttributeThatItHas() {
            register.register(therapist, Clients.named("Tuvia", "Abel"));

            assertThat(record.last().fields())
                    .containsExactly("consent_status", "first_name", "is_active", "last_name");
        }

        @Test
        void isRecordedForEveryUseCase() {
            ClientId id = registered();
            list.list(therapist, search(Optional.empty()));
            list.list(therapist, search(Optional.of("nobody")));
            change.change(
                    therapist,
                    id,
                    Clients.changes().set(ClientField.NOTES, "made up").build(),
                    ChangeClientUseCase.ANY_EDIT);
            change.archive(therapist, id, ChangeClientUseCase.ANY_EDIT);
            change.archive(therapist, id, ChangeClientUseCase.ANY_EDIT);
            change.restore(therapist, id, ChangeClientUseCase.ANY_EDIT);
            export.export(therapist, new Ignoring());

            assertThat(record.events())
                    .extracting(AuditEvent::operation)
                    .containsExactly(
                            Operation.REGISTER_CLIENT,
                            Operation.LIST_CLIENTS,
                            Operation.SEARCH_CLIENTS,
                            Operation.CHANGE_CLIENT,
                            Operation.ARCHIVE_CLIENT,
                            Operation.ARCHIVE_CLIENT,
                            Operation.RESTORE_CLIENT,
                            Operation.EXPORT_CLIENTS);
            assertThat(record.events().get(3).fields()).containsExactly("notes");
            assertThat(record.events().get(3).clients()).containsExactly(new Subject(id, 2));
            assertThat(record.events().get(2).clients()).isEmpty();
        }

        @Test
        void thatIsAWriteSaysWhatItsAnswerShows() {
            ClientId id = registered();

            change.change(
                    therapist,
                    id,
                    Clients.changes().consentStatus(true).active(false).build(),
                    edits -> true);

            assertThat(record.last().fields()).containsExactly("consent_status", "is_active");
            assertThat(record.last().details().get("shown")).contains("medical_history", "first_name");
        }

        @Test
        void namesWhatIsNotThere() {
            var unknown = new ClientId(UUID.randomUUID());

            view.view(therapist, unknown);
            change.archive(therapist, unknown, ChangeClientUseCase.ANY_EDIT);

            assertThat(record.events()).extracting(AuditEvent::outcome).containsOnly(Outcome.NOT_FOUND);
            assertThat(record.events())
                    .extracting(AuditEvent::resourceId)
                    .containsOnly(Optional.of(unknown.toString()));
        }

        @Test
        void namesWhatCannotBeRead() {
            ClientId id = registered();
            encryption.spoil(id);

            assertThat(catchThrowable(() -> view.view(therapist, id))).isInstanceOf(UnreadableRecordException.class);
            AuditEvent viewed = record.last();
            assertThat(catchThrowable(() -> change.archive(therapist, id, ChangeClientUseCase.ANY_EDIT)))
                    .isInstanceOf(UnreadableRecordException.class);
            AuditEvent archived = record.last();
            export.export(therapist, new Ignoring());

            assertThat(List.of(viewed, archived, record.last()))
                    .allSatisfy(event -> assertThat(event.outcome()).isEqualTo(Outcome.UNREADABLE))
                    .allSatisfy(event -> assertThat(event.clients()).containsExactly(new Subject(id, 0)));
        }
    }

    @Nested
    class WhatCannotBeRecorded {

        @Test
        void isNotDone() {
            ClientId id = registered();
            record.trail().breakDown();
            var received = new Ignoring();

            assertThatExceptionOfType(DatabaseUnavailableException.class).isThrownBy(() -> view.view(therapist, id));
            assertThatExceptionOfType(DatabaseUnavailableException.class)
                    .isThrownBy(() -> list.list(therapist, search(Optional.empty())));
            assertThatExceptionOfType(DatabaseUnavailableException.class)
                    .isThrownBy(() -> export.export(therapist, received));
            assertThat(received.ids).isEmpty();
        }
    }

    @Nested
    class ARefusal {

        @ParameterizedTest
        @EnumSource(
                value = Role.class,
                names = {"ASSISTANT", "SECURITY_OFFICER"})
        void isRecordedBeforeItIsTold(Role role) {
            Caller caller = Clients.colleague(therapist.workspace(), role);

            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> export.requirePermission(caller));

            AuditEvent event = record.last();
            assertThat(event.type()).isEqualTo("access.denied");
            assertThat(event.outcome()).isEqualTo(Outcome.DENIED);
            assertThat(event.details()).containsEntry("operation", "client.export");
            assertThat(event.user()).contains(caller.user());
        }

        @Test
        void meetsWhoeverHasNoRole() {
            Caller nobody = Clients.colleague(therapist.workspace());
            ClientId id = registered();

            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> view.view(nobody, id));
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> register.register(nobody, Clients.named("A", "B")));
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> list.list(nobody, search(Optional.empty())));
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> change.restore(nobody, id, ChangeClientUseCase.ANY_EDIT));
        }

        @ParameterizedTest
        @EnumSource(Operation.class)
        void meetsASecurityOfficerWhoAsksForAClient(Operation operation) {
            assertThat(operation.resource().isPhi() && operation.isPermittedTo(java.util.Set.of(Role.SECURITY_OFFICER)))
                    .isFalse();
        }
    }

    @Nested
    class AnAssistant {

        @Test
        void isShownNothingClinicalAndNothingClinicalIsDecrypted() {
            ClientId id = registered();

            Client seen = view.view(assistant, id).orElseThrow();

            assertThat(seen.shown()).doesNotContain(ClientField.MEDICAL_HISTORY, ClientField.NOTES);
            assertThat(seen.value(ClientField.NOTES)).isEmpty();
            assertThat(seen.value(ClientField.PHONE)).isPresent();
            assertThat(record.last().fields())
                    .doesNotContain("notes", "medical_history")
                    .contains("phone");
            ClientPage page = list.list(assistant, search(Optional.empty()));
            assertThat(page.clients().get(0).shown()).isEqualTo(seen.shown());
        }

        @Test
        void changesWhatTheySeeAndLosesNothingOfTheRest() {
            ClientId id = registered();

            Client after = change.change(
                            assistant,
                            id,
                            Clients.changes().set(ClientField.PHONE, "1").build(),
                            ChangeClientUseCase.ANY_EDIT)
                    .orElseThrow();

            assertThat(after.value(ClientField.NOTES)).isEmpty();
            Client whole = view.view(therapist, id).orElseThrow();
            assertThat(whole.value(ClientField.NOTES)).isPresent();
            assertThat(whole.value(ClientField.MEDICAL_HISTORY)).isPresent();
        }

        @Test
        void writesNothingThatTheyMayNotRead() {
            ClientId id = registered();
            var changes = Clients.changes().clear(ClientField.NOTES).build();

            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> change.change(assistant, id, changes, ChangeClientUseCase.ANY_EDIT));
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> register.register(assistant, Clients.withEveryField()));

            assertThat(record.last().type()).isEqualTo("access.denied");
            assertThat(register.register(assistant, Clients.named("A", "B")).shown())
                    .doesNotContain(ClientField.NOTES);
        }
    }

    @Nested
    class ALoginThatFailed {

        @Test
        void isRecordedOfNobodyInNoWorkspace() {
            new RecordFailedLoginService(record.access()).failed(Clients.ORIGIN);

            AuditEvent event = record.last();
            assertThat(event.type()).isEqualTo("login.failed");
            assertThat(event.user()).isEmpty();
            assertThat(event.workspace()).isEqualTo(WorkspaceId.INSTALLATION);
            assertThat(event.origin()).isEqualTo(Clients.ORIGIN);
        }

        @Test
        void goesUnrecordedWhileThereIsNoKeyToProveItWith() {
            record.authentication().unready();

            new RecordFailedLoginService(record.access()).failed(Clients.ORIGIN);

            assertThat(record.events()).isEmpty();
        }
    }

    private static final class Ignoring implements ExportClientsUseCase.Receiver {

        private final List<ClientId> ids = new ArrayList<>();

        @Override
        public void readable(Client client) {
            ids.add(client.id());
        }

        @Override
        public void unreadable(ClientId id) {
            ids.add(id);
        }
    }
}
