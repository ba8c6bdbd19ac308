package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ViewClientUseCase;
import com.pazpaz.application.port.out.audit.EmergencyAccessMeterPort;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.persistence.EmergencyAccessRepository;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyAccess;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.phi.Client;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows clients: read and put on record, then decrypt what the caller may see, which in an emergency is everything. */
public final class ViewClientService implements ViewClientUseCase {

    private static final Set<ClientField> WHOLE = Set.of(ClientField.values());

    private final AccessControl access;
    private final EncryptionPort encryption;
    private final EncryptedClientRepository repository;
    private final ProvedEmergencies emergencies;
    private final EmergencyAccessMeterPort meter;

    public ViewClientService(
            AccessControl access,
            EncryptionPort encryption,
            EncryptedClientRepository repository,
            EmergencyAccessRepository emergencies,
            EmergencyAccessMeterPort meter) {
        this.access = access;
        this.encryption = encryption;
        this.repository = repository;
        this.emergencies = new ProvedEmergencies(access, emergencies);
        this.meter = meter;
    }

    private record Found(EncryptedClient client, boolean inEmergency) {}

    @Override
    public Optional<Client> view(Caller caller, ClientId id) {
        access.require(caller, Operation.VIEW_CLIENT);
        Optional<Found> found =
                access.onRecord(caller, Operation.VIEW_CLIENT, entry -> find(caller, id, entry.about(id)));
        found.filter(Found::inEmergency).ifPresent(shown -> meter.used());
        return found.map(shown -> decrypt(caller, shown));
    }

    private Optional<Found> find(Caller caller, ClientId id, AuditEntry entry) {
        Optional<EncryptedClient> found = repository.find(caller.workspace(), id);
        if (found.isEmpty()) {
            entry.outcome(Outcome.NOT_FOUND);
            return Optional.empty();
        }
        Optional<EmergencyAccess> emergency = emergencyOf(caller, id);
        emergency.ifPresent(entry::inEmergency);
        entry.shows(found.get());
        return Optional.of(new Found(found.get(), emergency.isPresent()));
    }

    /** Who sees the whole anyway needs none. */
    private Optional<EmergencyAccess> emergencyOf(Caller caller, ClientId id) {
        return caller.readableFields().containsAll(WHOLE)
                ? Optional.empty()
                : emergencies.of(caller).inForce(id);
    }

    private Client decrypt(Caller caller, Found found) {
        try {
            return encryption.decrypt(found.client(), found.inEmergency() ? WHOLE : caller.readableFields());
        } catch (UnreadableRecordException e) {
            access.unreadable(
                    caller,
                    Operation.VIEW_CLIENT,
                    List.of(found.client().header().id()));
            throw e;
        }
    }
}
