package com.pazpaz.bootstrap;

import com.pazpaz.application.port.in.ArchiveClientUseCase;
import com.pazpaz.application.port.in.BreakGlassUseCase;
import com.pazpaz.application.port.in.ChangeClientUseCase;
import com.pazpaz.application.port.in.ExportClientsUseCase;
import com.pazpaz.application.port.in.ImportClientsUseCase;
import com.pazpaz.application.port.in.ListClientsUseCase;
import com.pazpaz.application.port.in.ReadAuditTrailUseCase;
import com.pazpaz.application.port.in.RecordFailedLoginUseCase;
import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.in.RegisterClientUseCase;
import com.pazpaz.application.port.in.RestoreClientUseCase;
import com.pazpaz.application.port.in.ViewClientUseCase;
import com.pazpaz.application.port.out.audit.AuditEventRepository;
import com.pazpaz.application.port.out.audit.EmergencyAccessMeterPort;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.persistence.EmergencyAccessRepository;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.application.service.AccessControl;
import com.pazpaz.application.service.BreakGlassService;
import com.pazpaz.application.service.ChangeClientService;
import com.pazpaz.application.service.ExportClientsService;
import com.pazpaz.application.service.ImportClientsService;
import com.pazpaz.application.service.ListClientsService;
import com.pazpaz.application.service.ReadAuditTrailService;
import com.pazpaz.application.service.RecordFailedLoginService;
import com.pazpaz.application.service.RegisterClientService;
import com.pazpaz.application.service.ViewClientService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** Puts the use cases of clients together. */
@ApplicationScoped
public class UseCases {

    /** Clients in order kept in memory: 50 MB or so, enough for a hundred practices of usual size at a time. */
    private static final int MAX_IDS_IN_MEMORY = 100_000;

    private final Clock clock = Clock.systemUTC();

    @Produces
    @ApplicationScoped
    RegisterClientUseCase register(
            AccessControl access,
            EncryptionPort encryption,
            EncryptedClientRepository repository,
            RefreshKeysUseCase keys) {
        return new RegisterClientService(access, encryption, repository, keys, clock);
    }

    @Produces
    @ApplicationScoped
    ViewClientUseCase view(
            AccessControl access,
            EncryptionPort encryption,
            EncryptedClientRepository repository,
            EmergencyAccessRepository emergencies,
            EmergencyAccessMeterPort meter) {
        return new ViewClientService(access, encryption, repository, emergencies, meter);
    }

    @Produces
    @ApplicationScoped
    BreakGlassUseCase breakGlass(
            AccessControl access,
            EncryptedClientRepository repository,
            EmergencyAccessRepository emergencies,
            EmergencyAccessMeterPort meter,
            Settings settings) {
        return new BreakGlassService(access, repository, emergencies, meter, settings.emergencyLimit());
    }

    @Produces
    @ApplicationScoped
    ListClientsUseCase list(AccessControl access, EncryptionPort encryption, EncryptedClientRepository repository) {
        return new ListClientsService(access, encryption, repository, MAX_IDS_IN_MEMORY);
    }

    @Produces
    @ApplicationScoped
    ImportClientsUseCase importing(
            AccessControl access,
            EncryptionPort encryption,
            EncryptedClientRepository repository,
            RefreshKeysUseCase keys) {
        return new ImportClientsService(access, encryption, repository, keys, clock);
    }

    @Produces
    @ApplicationScoped
    ExportClientsUseCase exporting(
            AccessControl access, EncryptionPort encryption, EncryptedClientRepository repository) {
        return new ExportClientsService(access, encryption, repository);
    }

    @Produces
    @ApplicationScoped
    ChangeClientUseCase change(
            AccessControl access,
            EncryptionPort encryption,
            EncryptedClientRepository repository,
            RefreshKeysUseCase keys) {
        return new ChangeClientService(access, encryption, repository, keys, clock);
    }

    @Produces
    @ApplicationScoped
    ArchiveClientUseCase archive(
            AccessControl access,
            EncryptionPort encryption,
            EncryptedClientRepository repository,
            RefreshKeysUseCase keys) {
        return new ChangeClientService(access, encryption, repository, keys, clock);
    }

    @Produces
    @ApplicationScoped
    RestoreClientUseCase restore(
            AccessControl access,
            EncryptionPort encryption,
            EncryptedClientRepository repository,
            RefreshKeysUseCase keys) {
        return new ChangeClientService(access, encryption, repository, keys, clock);
    }

    @Produces
    @ApplicationScoped
    ReadAuditTrailUseCase auditTrail(
            AccessControl access, AuditEventRepository trail, EncryptedClientRepository repository) {
        return new ReadAuditTrailService(access, trail, repository);
    }

    @Produces
    @ApplicationScoped
    RecordFailedLoginUseCase failedLogins(AccessControl access) {
        return new RecordFailedLoginService(access);
    }
}
