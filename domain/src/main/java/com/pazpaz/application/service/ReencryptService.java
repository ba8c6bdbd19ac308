package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ReencryptUseCase;
import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.in.WorkShare;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.keys.ReencryptionMeterPort;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.NodeRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import java.util.UUID;

/** Hands out shares of re-encryptions. */
public final class ReencryptService implements ReencryptUseCase {

    private final EncryptionPort encryption;
    private final EncryptionKeyRepository registry;
    private final ReencryptionRepository records;
    private final ReencryptionRunRepository runs;
    private final NodeRepository nodes;
    private final RefreshKeysUseCase keys;
    private final ReadBackShare readBack;
    private final ReencryptionMeterPort meter;
    private final Pauses pauses;

    public ReencryptService(
            EncryptionPort encryption,
            EncryptionKeyRepository registry,
            ReencryptionRepository records,
            ReencryptionRunRepository runs,
            NodeRepository nodes,
            RefreshKeysUseCase keys,
            ReadBackShare readBack,
            ReencryptionMeterPort meter,
            Pauses pauses) {
        this.encryption = encryption;
        this.registry = registry;
        this.records = records;
        this.runs = runs;
        this.nodes = nodes;
        this.keys = keys;
        this.readBack = readBack;
        this.meter = meter;
        this.pauses = pauses;
    }

    @Override
    public WorkShare share(UUID run, int index) {
        return new ReencryptionShare(
                run,
                index,
                new BatchRewriting(run, encryption, records, runs, keys, readBack, meter),
                registry,
                records,
                runs,
                nodes,
                meter,
                pauses);
    }
}
