package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ImportClientsUseCase;
import com.pazpaz.application.port.in.ImportInterruptedException;
import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.InvalidClientException;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Violation;
import com.pazpaz.domain.phi.Client;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Imports clients: one pass over the rows, a batch encrypted and stored at a time. */
public final class ImportClientsService implements ImportClientsUseCase {

    private static final int BATCH_ROWS = 500;

    /** Long histories make large rows: a batch is stored early rather than held in memory. */
    private static final long BATCH_CHARACTERS = 4_000_000;

    private final AccessControl access;
    private final EncryptionPort encryption;
    private final EncryptedClientRepository repository;
    private final ActiveKey activeKey;
    private final Clock clock;

    public ImportClientsService(
            AccessControl access,
            EncryptionPort encryption,
            EncryptedClientRepository repository,
            RefreshKeysUseCase keys,
            Clock clock) {
        this.access = access;
        this.encryption = encryption;
        this.repository = repository;
        this.activeKey = new ActiveKey(keys);
        this.clock = clock;
    }

    @Override
    public Report importAll(Caller caller, Iterator<Row> rows) {
        access.require(caller, Operation.IMPORT_CLIENTS);
        var run = new Run(caller);
        try {
            while (rows.hasNext()) {
                run.take(rows.next());
            }
            run.store();
        } catch (RuntimeException e) {
            throw new ImportInterruptedException(run.accepted, run.storedUpToLine, e);
        }
        return new Report(run.accepted, run.rejected, run.errors);
    }

    /** One import under way. */
    private final class Run {

        private final Caller caller;
        private final List<Client> batch = new ArrayList<>(BATCH_ROWS);
        private final List<EncryptedClient> encrypted = new ArrayList<>(BATCH_ROWS);
        private final List<RowError> errors = new ArrayList<>();
        private long batchCharacters;
        private long lastLine;
        private long storedUpToLine;
        private long accepted;
        private long rejected;

        Run(Caller caller) {
            this.caller = caller;
        }

        void take(Row row) {
            lastLine = row.line();
            try {
                Client client = Client.register(caller.workspace(), row.values().get(), clock.instant());
                EncryptedClient sealed = encryption.encrypt(client, EncryptedClient.FIRST_REVISION);
                batch.add(client);
                encrypted.add(sealed);
                batchCharacters += sealed.fields().values().stream()
                        .mapToInt(ciphertext -> ciphertext.text().length())
                        .sum();
            } catch (InvalidClientException e) {
                reject(row.line(), e.violations());
            }
            if (batch.size() == BATCH_ROWS || batchCharacters > BATCH_CHARACTERS) {
                store();
            }
        }

        void store() {
            if (!batch.isEmpty()) {
                activeKey.use(this::insert);
                accepted += batch.size();
                batch.clear();
                batchCharacters = 0;
            }
            storedUpToLine = lastLine;
        }

        /** What is refused is encrypted anew at the second attempt. */
        private int insert() {
            List<EncryptedClient> ready = encrypted.isEmpty() ? encryptedAnew() : List.copyOf(encrypted);
            encrypted.clear();
            return access.onRecord(caller, Operation.IMPORT_CLIENTS, entry -> {
                repository.insert(caller.workspace(), ready);
                ready.forEach(entry::stores);
                entry.detail("count", ready.size());
                return ready.size();
            });
        }

        private List<EncryptedClient> encryptedAnew() {
            return batch.stream()
                    .map(client -> encryption.encrypt(client, EncryptedClient.FIRST_REVISION))
                    .toList();
        }

        private void reject(long line, List<Violation> violations) {
            rejected++;
            for (Violation violation : violations) {
                if (errors.size() < Report.MAX_ERRORS) {
                    errors.add(new RowError(line, violation));
                }
            }
        }
    }
}
