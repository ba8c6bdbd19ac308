package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.EmergencyLimitException;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.audit.CountedEmergencies;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.persistence.InMemoryEmergencyAccessRepository;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptedClientRepository;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyAccess;
import com.pazpaz.domain.model.EmergencyLimit;
import com.pazpaz.domain.model.EmergencyReason;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody goes through a practice client by client. */
class BreakGlassLimitTest {

    private static final EmergencyReason REASON = EmergencyReason.MEDICAL_EMERGENCY;
    private static final int A_DAY = 3;

    private final OnRecord record = new OnRecord();
    private final InMemoryEncryptedClientRepository clients = new InMemoryEncryptedClientRepository();
    private final InMemoryEmergencyAccessRepository emergencies = new InMemoryEmergencyAccessRepository(record.trail());
    private final CountedEmergencies meter = new CountedEmergencies();
    private final BreakGlassService glass = new BreakGlassService(
            record.access(), clients, emergencies, meter, new EmergencyLimit(Duration.ofHours(1), A_DAY));
    private final RegisterClientService register = new RegisterClientService(
            record.access(), new FakeEncryption(), clients, new CountedRefreshes(), Clients.CLOCK);

    private final Caller therapist = Clients.caller();
    private final Caller assistant = Clients.colleague(therapist.workspace(), Role.ASSISTANT);
    private final List<ClientId> practice =
            Stream.generate(this::registered).limit(A_DAY + 1).toList();
    private final ClientId oneMore = practice.get(A_DAY);

    private ClientId registered() {
        return register.register(therapist, Clients.withEveryField()).id();
    }

    private Optional<EmergencyAccess> open(ClientId client) {
        return glass.breakGlass(assistant, client, REASON);
    }

    /** One an hour. */
    @BeforeEach
    void openAsManyAsOneMay() {
        for (ClientId client : practice.subList(0, A_DAY)) {
            assertThat(open(client)).isPresent();
            emergencies.turnOn(Duration.ofHours(1));
        }
    }

    private void assertRefused(Duration retryAfter) {
        assertThatExceptionOfType(EmergencyLimitException.class)
                .isThrownBy(() -> open(oneMore))
                .withMessageContaining("Ask a therapist or an administrator")
                .satisfies(refusal -> assertThat(refusal.retryAfter()).isEqualTo(retryAfter));
    }

    @Test
    void oneMoreIsRefusedAndThatIsOnRecord() {
        assertRefused(Duration.ofHours(21));

        AuditEvent event = record.last();
        assertThat(event.type()).isEqualTo("access.denied");
        assertThat(event.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(event.user()).contains(assistant.user());
        assertThat(event.resourceId()).contains(oneMore.toString());
        assertThat(event.clients()).isEmpty();
        assertThat(event.isInEmergency()).isFalse();
        assertThat(event.details())
                .containsEntry("operation", "client.break-glass")
                .containsEntry("limit", "break_glass")
                .containsEntry("reason", "medical_emergency");
        assertThat(meter.reasonsOfGranted()).hasSize(A_DAY);
    }

    @Test
    void whatWasRefusedIsNotOpen() {
        assertRefused(Duration.ofHours(21));

        assertThat(new ProvedEmergencies(record.access(), emergencies)
                        .of(assistant)
                        .inForce(oneMore))
                .isEmpty();
    }

    @Test
    void aClientWhoIsAmongThemMayBeOpenedAgain() {
        assertThat(open(practice.get(0))).isPresent();
        assertThat(open(practice.get(0))).isPresent();

        assertRefused(Duration.ofHours(22));
    }

    @Test
    void aDayAfterTheFirstOneMoreMayBeOpenedAndNotTwo() {
        emergencies.turnOn(Duration.ofHours(21).minusNanos(1_000));
        assertRefused(Duration.ofNanos(1_000));
        emergencies.turnOn(Duration.ofNanos(1_000));

        assertThat(open(oneMore)).isPresent();
        assertThatExceptionOfType(EmergencyLimitException.class).isThrownBy(() -> open(registered()));
    }

    @Test
    void eachUserCountsForThemselves() {
        Caller colleague = Clients.colleague(therapist.workspace(), Role.ASSISTANT);

        assertThat(glass.breakGlass(colleague, oneMore, REASON)).isPresent();
    }

    @Test
    void aLimitThatWasLoweredSinceHolds() {
        var lower = new BreakGlassService(
                record.access(), clients, emergencies, meter, new EmergencyLimit(Duration.ofHours(1), 1));

        assertThatExceptionOfType(EmergencyLimitException.class)
                .isThrownBy(() -> lower.breakGlass(assistant, oneMore, REASON))
                .satisfies(refusal -> assertThat(refusal.retryAfter()).isEqualTo(Duration.ofHours(23)));
    }

    @Test
    void whatSomebodyPutsIntoTheTrailTakesNothingAway() {
        Caller colleague = Clients.colleague(therapist.workspace(), Role.ASSISTANT);
        glass.breakGlass(colleague, practice.get(0), REASON);
        AuditedEvent genuine = record.trail().stored().get(record.events().size() - 1);
        for (ClientId client : practice.subList(0, A_DAY)) {
            record.trail().append(genuine);
            record.trail()
                    .append(new AuditedEvent(
                            Altered.client(genuine.event(), client),
                            genuine.key(),
                            new RecordMac(new byte[RecordMac.LENGTH])));
        }

        assertThat(glass.breakGlass(colleague, oneMore, REASON)).isPresent();
    }
}
