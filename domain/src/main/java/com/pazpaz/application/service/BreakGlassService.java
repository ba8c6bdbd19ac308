package com.pazpaz.application.service;

import com.pazpaz.application.port.in.BreakGlassUseCase;
import com.pazpaz.application.port.in.EmergencyLimitException;
import com.pazpaz.application.port.out.audit.EmergencyAccessMeterPort;
import com.pazpaz.application.port.out.persistence.EmergencyAccessRepository;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.application.service.ProvedEmergencies.Proved;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyAccess;
import com.pazpaz.domain.model.EmergencyLimit;
import com.pazpaz.domain.model.EmergencyReason;
import com.pazpaz.domain.model.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Grants emergency access, so far as one user may have it, by putting it on record. */
public final class BreakGlassService implements BreakGlassUseCase {

    private final AccessControl access;
    private final EncryptedClientRepository clients;
    private final ProvedEmergencies emergencies;
    private final EmergencyAccessMeterPort meter;
    private final EmergencyLimit limit;

    public BreakGlassService(
            AccessControl access,
            EncryptedClientRepository clients,
            EmergencyAccessRepository emergencies,
            EmergencyAccessMeterPort meter,
            EmergencyLimit limit) {
        this.access = access;
        this.clients = clients;
        this.emergencies = new ProvedEmergencies(access, emergencies);
        this.meter = meter;
        this.limit = limit;
    }

    private record Attempt(Optional<EmergencyAccess> granted, Optional<Duration> delay) {}

    @Override
    public Optional<EmergencyAccess> breakGlass(Caller caller, ClientId client, EmergencyReason reason) {
        access.require(caller, Operation.BREAK_GLASS);
        Attempt attempt = access.onRecord(
                caller, Operation.BREAK_GLASS, entry -> attempt(caller, client, reason, entry.about(client)));
        // Not before the refusal is committed, which is to stay on record.
        attempt.delay().ifPresent(delay -> {
            throw new EmergencyLimitException(delay);
        });
        attempt.granted().ifPresent(emergency -> meter.granted(reason));
        return attempt.granted();
    }

    private Attempt attempt(Caller caller, ClientId client, EmergencyReason reason, AuditEntry entry) {
        entry.detail("reason", reason.code());
        if (clients.find(caller.workspace(), client).isEmpty()) {
            entry.outcome(Outcome.NOT_FOUND);
            return new Attempt(Optional.empty(), Optional.empty());
        }
        Proved before = emergencies.inTurnOf(caller);
        Optional<Duration> delay = before.waitFor(client, limit.clientsPerDay());
        if (delay.isPresent()) {
            entry.outcome(Outcome.DENIED)
                    .detail("operation", Operation.BREAK_GLASS.eventType())
                    .detail("limit", "break_glass");
            return new Attempt(Optional.empty(), delay);
        }
        var granted = new EmergencyAccess(
                UUID.randomUUID(),
                caller.workspace(),
                caller.user(),
                client,
                reason,
                before.now(),
                before.now().plus(limit.time()));
        entry.grants(granted);
        return new Attempt(Optional.of(granted), Optional.empty());
    }
}
