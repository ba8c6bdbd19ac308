package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.audit.CountedEmergencies;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.persistence.EmergencyAccessRepository;
import com.pazpaz.application.port.out.persistence.InMemoryEmergencyAccessRepository;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptedClientRepository;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyLimit;
import com.pazpaz.domain.model.EmergencyReason;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Somebody writes to the database what would let an accomplice see whole records. */
class ForgedEmergencyTest {

    private static final EmergencyReason REASON = EmergencyReason.MEDICAL_EMERGENCY;

    private final OnRecord record = new OnRecord();
    private final FakeEncryption encryption = new FakeEncryption();
    private final InMemoryEncryptedClientRepository clients = new InMemoryEncryptedClientRepository();
    private final InMemoryEmergencyAccessRepository emergencies = new InMemoryEmergencyAccessRepository(record.trail());
    private final CountedEmergencies meter = new CountedEmergencies();
    private final BreakGlassService glass = new BreakGlassService(
            record.access(), clients, emergencies, meter, new EmergencyLimit(Duration.ofHours(1), 5));
    private final RegisterClientService register =
            new RegisterClientService(record.access(), encryption, clients, new CountedRefreshes(), Clients.CLOCK);

    private final Caller therapist = Clients.caller();
    private final Caller honest = Clients.colleague(therapist.workspace(), Role.ASSISTANT);
    private final Caller accomplice = Clients.colleague(therapist.workspace(), Role.ASSISTANT);
    private final ClientId client = registered();

    private ClientId registered() {
        return register.register(therapist, Clients.withEveryField()).id();
    }

    /** An event that grants this client. */
    private AuditedEvent granted(Caller caller) {
        glass.breakGlass(caller, client, REASON);
        return record.trail().stored().get(record.events().size() - 1);
    }

    /** The proof stays as it was, for want of a key. */
    private void putIn(AuditedEvent proved, AuditEvent event) {
        record.trail().append(new AuditedEvent(event, proved.key(), proved.mac()));
    }

    private void assertOpensNothing(EmergencyAccessRepository repository, Caller caller, ClientId id) {
        var view = new ViewClientService(record.access(), encryption, clients, repository, meter);

        Set<ClientField> seen = view.view(caller, id).map(Client::shown).orElseThrow();

        assertThat(seen).contains(ClientField.PHONE).doesNotContain(ClientField.NOTES, ClientField.MEDICAL_HISTORY);
        assertThat(record.last().isInEmergency()).isFalse();
        assertThat(record.last().fields()).doesNotContain("notes", "medical_history");
        assertThat(meter.timesUsed()).isZero();
    }

    private void assertOpensNothing(Caller caller, ClientId id) {
        assertOpensNothing(emergencies, caller, id);
    }

    @Test
    void anEventWithoutAProofOpensNothing() {
        AuditedEvent genuine = granted(honest);
        record.trail()
                .append(new AuditedEvent(
                        Altered.user(genuine.event(), accomplice.user()),
                        genuine.key(),
                        new RecordMac(new byte[RecordMac.LENGTH])));

        assertOpensNothing(accomplice, client);
    }

    @Test
    void anEventOfAnotherUserOpensNothing() {
        AuditedEvent genuine = granted(honest);
        putIn(genuine, Altered.user(genuine.event(), accomplice.user()));

        assertOpensNothing(accomplice, client);
    }

    @Test
    void anEventOfAnotherClientOpensNothing() {
        ClientId wanted = registered();
        AuditedEvent genuine = granted(accomplice);
        putIn(genuine, Altered.client(genuine.event(), wanted));

        assertOpensNothing(accomplice, wanted);
    }

    @Test
    void anEventThatIsToLastLongerOpensNothing() {
        AuditedEvent genuine = granted(accomplice);
        emergencies.turnOn(Duration.ofHours(2));
        String later = emergencies.now().plus(Duration.ofHours(2)).toString();
        putIn(genuine, Altered.detail(genuine.event(), "until", later));

        assertOpensNothing(accomplice, client);
    }

    @Test
    void anEventOfAnotherWorkspaceOpensNothing() {
        var elsewhere = new WorkspaceId(UUID.randomUUID());
        Caller caller = new Caller(accomplice.user(), elsewhere, accomplice.roles(), Clients.ORIGIN);
        Caller owner = Clients.colleague(elsewhere, Role.THERAPIST);
        ClientId wanted = register.register(owner, Clients.withEveryField()).id();
        AuditedEvent genuine = granted(accomplice);
        putIn(genuine, Altered.client(Altered.workspace(genuine.event(), elsewhere), wanted));

        assertOpensNothing(caller, wanted);
    }

    @Test
    void anEventThatSaidSomethingElseOpensNothing() {
        AuditedEvent genuine = granted(honest);
        new ViewClientService(record.access(), encryption, clients, emergencies, new CountedEmergencies())
                .view(accomplice, client);
        AuditedEvent look = record.trail().stored().get(record.events().size() - 1);
        putIn(look, Altered.granting(look.event(), client, genuine.event().details()));

        assertOpensNothing(accomplice, client);
    }

    @Test
    void anotherUsersEventThatTheDatabaseGivesOutOpensNothing() {
        AuditedEvent genuine = granted(honest);

        assertOpensNothing(answering(genuine), accomplice, client);
    }

    /** A database that answers whatever is asked with this event. */
    private EmergencyAccessRepository answering(AuditedEvent event) {
        return new EmergencyAccessRepository() {
            @Override
            public void takeTurn(WorkspaceId workspace, UserId user) {
                // Nobody else is there.
            }

            @Override
            public Recent recent(WorkspaceId workspace, UserId user) {
                return new Recent(emergencies.now(), List.of(event));
            }
        };
    }

    @Test
    void anEventUnderAKeyThatNobodyHasOpensNothingAndHidesNothing() {
        granted(accomplice);
        record.authentication().forgetTheKey();

        assertOpensNothing(accomplice, client);
    }
}
