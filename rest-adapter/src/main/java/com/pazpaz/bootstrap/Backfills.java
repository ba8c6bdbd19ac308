package com.pazpaz.bootstrap;

import com.pazpaz.adapter.crypto.CryptoProvider;
import com.pazpaz.adapter.crypto.PythonFieldCipher;
import com.pazpaz.application.port.in.BackfillUseCase;
import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.in.TakePartInWorkUseCase;
import com.pazpaz.application.port.out.crypto.AdoptedCipherPort;
import com.pazpaz.application.port.out.keys.ReencryptionJobPort;
import com.pazpaz.application.port.out.persistence.BackfillJobPort;
import com.pazpaz.application.port.out.persistence.MigrationRepository;
import com.pazpaz.application.port.out.persistence.NodeRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import com.pazpaz.application.service.BackfillService;
import com.pazpaz.application.service.Pauses;
import com.pazpaz.application.service.TakePartInWorkService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;

/** Puts together what a database of plaintext needs on its way, where the migration adapter is in the WAR. */
@ApplicationScoped
public class Backfills {

    @Produces
    @ApplicationScoped
    BackfillUseCase work(Instance<MigrationRepository> migration, NodeRepository nodes, RefreshKeysUseCase keys) {
        MigrationRepository rows = migration.isUnsatisfied() ? MigrationRepository.NONE : migration.get();
        return new BackfillService(rows, nodes, keys, Pauses.SLEEPING);
    }

    @Produces
    @ApplicationScoped
    AdoptedCipherPort adopted(Settings settings) {
        return new PythonFieldCipher(settings.all(), CryptoProvider.named(settings.jcaProvider()));
    }

    @Produces
    @ApplicationScoped
    TakePartInWorkUseCase takingPart(
            ReencryptionRunRepository runs,
            ReencryptionJobPort reencryptions,
            BackfillUseCase backfill,
            BackfillJobPort backfills) {
        return new TakePartInWorkService(runs, reencryptions, backfill, backfills);
    }
}
