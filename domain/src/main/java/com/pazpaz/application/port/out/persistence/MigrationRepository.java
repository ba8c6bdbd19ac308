package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.MigrationFinding;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a table of plaintext on their way to ciphertext. Neither shows here: both stay behind this port.
 *
 * <p>Thread-safe; several nodes may use it at once. Every method throws {@link DatabaseUnavailableException} if the
 * database cannot be reached.
 */
public interface MigrationRepository {

    /** For a build that has no plaintext to migrate. */
    MigrationRepository NONE = new MigrationRepository() {
        @Override
        public Optional<MigrationPhase> phase() {
            return Optional.empty();
        }

        @Override
        public ReencryptionLimits limits() {
            return ReencryptionLimits.DEFAULT;
        }

        @Override
        public Map<WorkspaceId, Long> pending() {
            return Map.of();
        }

        @Override
        public Batch backfillNext(WorkspaceId workspace, Optional<ClientId> after, int limit) {
            return new Batch(0, List.of(), Optional.empty());
        }

        @Override
        public List<WorkspaceId> workspaces() {
            return List.of();
        }

        @Override
        public Batch compareNext(WorkspaceId workspace, Optional<ClientId> after, int limit) {
            return new Batch(0, List.of(), Optional.empty());
        }
    };

    /**
     * What became of a batch.
     *
     * @param done how many rows were encrypted, or compared
     * @param findings what there is to be said of them
     * @param last the last one that was looked at; empty if there was none
     */
    record Batch(int done, List<MigrationFinding> findings, Optional<ClientId> last) {

        public Batch {
            findings = List.copyOf(findings);
        }
    }

    /** How far the migration is; empty if there is none. */
    Optional<MigrationPhase> phase();

    /** How fast it is to go. */
    ReencryptionLimits limits();

    /** How many rows of each workspace have plaintext whose ciphertext is missing or older; others are left out. */
    Map<WorkspaceId, Long> pending();

    /**
     * Encrypts the next of those rows in ascending order of their ids, and reads them back, in one transaction. Rows that
     * someone else is working on are passed over. What breaks today's rules is encrypted as it is, and noted.
     *
     * @throws InactiveKeyException if the key is not the active one any more
     */
    Batch backfillNext(WorkspaceId workspace, Optional<ClientId> after, int limit);

    /** Every workspace that has a row in either half. */
    List<WorkspaceId> workspaces();

    /**
     * Decrypts the next rows and compares them with their plaintext; its findings are the differences. Pending rows are left
     * out.
     */
    Batch compareNext(WorkspaceId workspace, Optional<ClientId> after, int limit);
}
