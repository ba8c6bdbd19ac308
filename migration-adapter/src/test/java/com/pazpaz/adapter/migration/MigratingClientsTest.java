package com.pazpaz.adapter.migration;

import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepositoryContract;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.ClientChanges;
import com.pazpaz.domain.phi.Clients;
import org.junit.jupiter.api.Nested;

/** Whoever uses stored clients notices nothing of a migration. */
class MigratingClientsTest {

    private static final MigratedDatabase WITHOUT_MIGRATION = MigratedDatabase.newWithoutMigration();

    abstract static class Contract extends EncryptedClientRepositoryContract {

        private final MigratedDatabase database;
        private final ReadableClients readable;

        Contract(MigratedDatabase database) {
            this.database = database;
            this.readable = new ReadableClients(database.encryption());
        }

        @Override
        protected EncryptedClientRepository repository() {
            return database.clients();
        }

        @Override
        protected void open(WorkspaceId workspace) {
            database.open(workspace);
        }

        @Override
        protected EncryptedClient registered(WorkspaceId workspace, ClientId id, ClientField... fields) {
            return new ReadableClients(database.encryption()).registered(workspace, id, fields);
        }

        @Override
        protected EncryptedClient withHistory(WorkspaceId workspace, int bytes) {
            return readable.withHistory(workspace, bytes);
        }

        @Override
        protected EncryptedClient edited(EncryptedClient client) {
            ClientChanges changes = Clients.changes()
                    .set(ClientField.FIRST_NAME, "Edit " + client.revision())
                    .set(ClientField.NOTES, "edited")
                    .clear(ClientField.PHONE)
                    .active(false)
                    .build();
            return readable.edited(client, changes);
        }

        @Override
        protected EncryptedClient annotated(EncryptedClient client) {
            return readable.edited(
                    client,
                    Clients.changes().set(ClientField.NOTES, "annotated").build());
        }
    }

    @Nested
    class WithoutAMigration extends Contract {

        WithoutAMigration() {
            super(WITHOUT_MIGRATION);
        }
    }

    @Nested
    class Prepared extends Contract {

        Prepared() {
            super(MigratedDatabase.in(MigrationPhase.PREPARED));
        }
    }

    @Nested
    class DualWrite extends Contract {

        DualWrite() {
            super(MigratedDatabase.in(MigrationPhase.DUAL_WRITE));
        }
    }

    @Nested
    class Backfilling extends Contract {

        Backfilling() {
            super(MigratedDatabase.in(MigrationPhase.BACKFILLING));
        }
    }

    @Nested
    class Verified extends Contract {

        Verified() {
            super(MigratedDatabase.in(MigrationPhase.VERIFIED));
        }
    }

    @Nested
    class ReadEncrypted extends Contract {

        ReadEncrypted() {
            super(MigratedDatabase.in(MigrationPhase.READ_ENCRYPTED));
        }
    }

    @Nested
    class EncryptedOnly extends Contract {

        EncryptedOnly() {
            super(MigratedDatabase.in(MigrationPhase.ENCRYPTED_ONLY));
        }
    }

    @Nested
    class Dropped extends Contract {

        Dropped() {
            super(MigratedDatabase.in(MigrationPhase.DROPPED));
        }
    }
}
