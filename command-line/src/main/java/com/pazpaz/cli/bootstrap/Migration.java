package com.pazpaz.cli.bootstrap;

import com.pazpaz.adapter.migration.Connections;
import com.pazpaz.adapter.migration.PostgresMigratedTable;
import com.pazpaz.adapter.migration.PostgresMigration;
import com.pazpaz.adapter.persistence.StandalonePersistence;
import com.pazpaz.adapter.persistence.schema.SchemaMigration;
import com.pazpaz.application.port.in.BackfillUseCase;
import com.pazpaz.application.port.in.MigratePlaintextUseCase;
import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.in.WorkShare;
import com.pazpaz.application.port.out.crypto.AdoptedCipherPort;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.persistence.MigratedTablePort;
import com.pazpaz.application.port.out.persistence.MigrationRepository;
import com.pazpaz.application.service.AccessControl;
import com.pazpaz.application.service.BackfillService;
import com.pazpaz.application.service.MigratePlaintextService;
import com.pazpaz.application.service.NodePresenceService;
import com.pazpaz.application.service.Pauses;
import com.pazpaz.domain.model.ReencryptionLimits;
import java.util.Map;

/** The migration of an installation's clients from plaintext, seen from outside of a server. */
public final class Migration implements AutoCloseable {

    private final StandalonePersistence database;
    private final MigratePlaintextUseCase steps;
    private final BackfillUseCase backfill;
    private int workers;
    private volatile boolean closed;

    Migration(
            Map<String, String> settings,
            StandalonePersistence database,
            AccessControl access,
            EncryptionPort encryption,
            AdoptedCipherPort adopted,
            RefreshKeysUseCase keys) {
        this.database = database;
        MigrationRepository rows = new PostgresMigration(new Joined(database), encryption, adopted);
        steps = new MigratePlaintextService(access, table(settings), rows, database.encryptionKeys(), keys);
        backfill = new BackfillService(rows, database.nodes(), keys, Pauses.SLEEPING);
    }

    private static MigratedTablePort table(Map<String, String> settings) {
        DatabaseAddress address = DatabaseAddress.from(settings);
        String owner = settings.get("PAZPAZ_DB_OWNER");
        String password = settings.get("PAZPAZ_DB_OWNER_PASSWORD");
        if (owner == null || password == null) {
            throw SchemaOwner.missing();
        }
        return new PostgresMigratedTable(
                StandalonePersistence.logins(address.url(), owner, password),
                StandalonePersistence.logins(address.url(), address.user(), address.password()),
                () -> SchemaMigration.apply(address.url(), owner, password, address.user()));
    }

    public MigratePlaintextUseCase steps() {
        return steps;
    }

    /** Where no node runs, threads of this process encrypt. */
    public void workIfNobodyElseDoes(ReencryptionLimits limits) {
        if (database.nodes().aliveWithin(NodePresenceService.ALIVE).isEmpty()) {
            while (workers < limits.parallelism()) {
                work(workers);
                workers++;
            }
        }
    }

    private void work(int index) {
        WorkShare share = backfill.share(index);
        Runnable untilTheEnd = () -> {
            boolean more = true;
            while (more && !closed) {
                more = share.next();
            }
        };
        var thread = new Thread(untilTheEnd, "backfill-" + index);
        thread.setDaemon(true);
        thread.start();
    }

    /** Has the threads end after the batches that they are at. */
    @Override
    public void close() {
        closed = true;
    }

    /** The connections of the repositories. */
    private record Joined(StandalonePersistence database) implements Connections {

        @Override
        public <T> T inTransaction(Work<T> work) {
            return database.sql(false, work::with);
        }

        @Override
        public <T> T joining(Work<T> work) {
            return database.sql(true, work::with);
        }
    }
}
