package com.pazpaz.application.service;

import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.ReencryptionMeterPort;
import com.pazpaz.application.port.out.persistence.ReencryptionRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRepository.Batch;
import com.pazpaz.application.port.out.persistence.ReencryptionRepository.Rewriting;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.Reason;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.SetAside;
import com.pazpaz.application.service.RemainingRecords.Portion;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Re-encrypts one batch, reads it back, and sets aside what cannot be read. */
final class BatchRewriting {

    /** Few enough that a user who wants one of them waits for less than a blink. */
    static final int MAX_SIZE = 100;

    private final UUID run;
    private final EncryptionPort encryption;
    private final ReencryptionRepository records;
    private final ReencryptionRunRepository runs;
    private final ActiveKey activeKey;
    private final ReadBackShare share;
    private final ReencryptionMeterPort meter;

    BatchRewriting(
            UUID run,
            EncryptionPort encryption,
            ReencryptionRepository records,
            ReencryptionRunRepository runs,
            RefreshKeysUseCase keys,
            ReadBackShare share,
            ReencryptionMeterPort meter) {
        this.run = run;
        this.encryption = encryption;
        this.records = records;
        this.runs = runs;
        this.activeKey = new ActiveKey(keys);
        this.share = share;
        this.meter = meter;
    }

    /** The next batch of a portion; the same again, without what differed, if a record differed when read back. */
    Batch next(Portion portion, Optional<ClientId> after, int size) {
        List<SetAside> unreadable = new ArrayList<>();
        try {
            Batch batch = activeKey.use(() -> {
                unreadable.clear();
                return records.rewriteNext(run, portion.workspace(), portion.old(), after, size, rewriting(unreadable));
            });
            meter.recordsRewritten(batch.written());
            setAside(unreadable);
            return batch;
        } catch (ReadBack.DifferenceException e) {
            setAside(e.different().stream()
                    .map(record -> aside(record, Reason.DIFFERENT_WHEN_READ_BACK))
                    .toList());
            return new Batch(0, after);
        }
    }

    private void setAside(List<SetAside> failed) {
        if (!failed.isEmpty()) {
            runs.setAside(run, failed);
            meter.recordsSetAside(failed.size());
        }
    }

    private Rewriting rewriting(List<SetAside> unreadable) {
        var readBack = new ReadBack(encryption, share);
        return new Rewriting() {
            @Override
            public List<EncryptedClient> rewrite(List<EncryptedClient> found) {
                List<EncryptedClient> rewritten = new ArrayList<>();
                for (EncryptedClient client : found) {
                    try {
                        rewritten.add(encryption.reencrypt(client));
                        readBack.remember(client);
                    } catch (UnreadableRecordException e) {
                        unreadable.add(aside(client, Reason.UNREADABLE));
                    } catch (InvalidKeyStoreException e) {
                        // A batch is of one workspace and under one key, and so none of the rest can be read either.
                        found.stream()
                                .skip(found.indexOf(client))
                                .forEach(rest -> unreadable.add(aside(rest, Reason.UNREADABLE)));
                        break;
                    }
                }
                return rewritten;
            }

            @Override
            public Set<ClientId> toReadBack() {
                return readBack.remembered();
            }

            @Override
            public void check(List<EncryptedClient> written) {
                readBack.compare(written);
            }
        };
    }

    private static SetAside aside(EncryptedClient client, Reason reason) {
        return new SetAside(client.header().ref(), client.keyVersion(), client.revision(), reason);
    }
}
