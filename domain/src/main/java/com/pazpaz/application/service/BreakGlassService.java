package com.pazpaz.application.service;

import com.pazpaz.application.port.in.BreakGlassUseCase;
import com.pazpaz.application.port.out.audit.EmergencyAccessMeterPort;
import com.pazpaz.application.port.out.persistence.EmergencyAccessRepository;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyAccess;
import com.pazpaz.domain.model.EmergencyLimit;
import com.pazpaz.domain.model.EmergencyReason;
import com.pazpaz.domain.model.Operation;
import java.util.Optional;

/** Grants emergency access, and puts it on record in the same transaction. */
public final class BreakGlassService implements BreakGlassUseCase {

    private final AccessControl access;
    private final EncryptedClientRepository clients;
    private final EmergencyAccessRepository emergencies;
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
        this.emergencies = emergencies;
        this.meter = meter;
        this.limit = limit;
    }

    @Override
    public Optional<EmergencyAccess> breakGlass(Caller caller, ClientId client, EmergencyReason reason) {
        access.require(caller, Operation.BREAK_GLASS);
        Optional<EmergencyAccess> granted = access.onRecord(
                caller, Operation.BREAK_GLASS, entry -> grant(caller, client, reason, entry.about(client)));
        granted.ifPresent(emergency -> meter.granted(reason));
        return granted;
    }

    private Optional<EmergencyAccess> grant(Caller caller, ClientId client, EmergencyReason reason, AuditEntry entry) {
        entry.detail("reason", reason.code());
        if (clients.find(caller.workspace(), client).isEmpty()) {
            entry.outcome(Outcome.NOT_FOUND);
            return Optional.empty();
        }
        EmergencyAccess granted = emergencies.grant(caller.workspace(), caller.user(), client, reason, limit);
        entry.client(client).inEmergency(granted).detail("until", granted.until());
        return Optional.of(granted);
    }
}
