package com.pazpaz.bootstrap;

import com.pazpaz.application.port.in.ManageReencryptionsUseCase;
import com.pazpaz.application.port.in.ReencryptUseCase;
import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.in.WatchReencryptionUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.keys.ReencryptionMeterPort;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.NodeRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import com.pazpaz.application.service.AccessControl;
import com.pazpaz.application.service.ManageReencryptionsService;
import com.pazpaz.application.service.Pauses;
import com.pazpaz.application.service.ReadBackShare;
import com.pazpaz.application.service.ReencryptService;
import com.pazpaz.application.service.ReencryptionFiguresService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;

/** Puts together what re-encrypts. */
@ApplicationScoped
public class Reencryptions {

    private final ReadBackShare readBack;

    @Inject
    public Reencryptions(Settings settings) {
        readBack = ReadBackShare.from(settings.all());
    }

    /** Has the settings looked at when the application starts, which it does not with a wrong one. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {}

    @Produces
    @ApplicationScoped
    ReencryptUseCase work(
            EncryptionPort encryption,
            EncryptionKeyRepository registry,
            ReencryptionRepository records,
            ReencryptionRunRepository runs,
            NodeRepository nodes,
            RefreshKeysUseCase keys,
            ReencryptionMeterPort meter) {
        return new ReencryptService(encryption, registry, records, runs, nodes, keys, readBack, meter, Pauses.SLEEPING);
    }

    @Produces
    @ApplicationScoped
    ManageReencryptionsUseCase management(
            AccessControl access, EncryptionKeyRepository registry, ReencryptionRunRepository runs) {
        return new ManageReencryptionsService(access, registry, runs, new ReencryptionEventLog(), Clock.systemUTC());
    }

    @Produces
    @ApplicationScoped
    WatchReencryptionUseCase figures(ReencryptionRunRepository runs, EncryptionKeyRepository registry) {
        return new ReencryptionFiguresService(runs, registry, Clock.systemUTC());
    }
}
