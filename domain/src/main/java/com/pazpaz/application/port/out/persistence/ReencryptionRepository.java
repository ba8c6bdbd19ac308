package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Rewrites stored records in sets. Thread-safe; several nodes may do it at once.
 *
 * <p>Every method throws {@link DatabaseUnavailableException} if the database cannot be reached, and
 * {@link InactiveKeyException} if what is to be written is not under the active key.
 */
public interface ReencryptionRepository {

    /** What happens to a batch between its being read and its being committed. */
    interface Rewriting {

        /** The records as they are to be written, each as the next revision; what is left out stays as it is. */
        List<EncryptedClient> rewrite(List<EncryptedClient> found);

        /** Which of them are to be read back once they are written. */
        Set<ClientId> toReadBack();

        /**
         * Looks at those, as the database gives them back; is not called if they are none. If it throws, nothing of the
         * batch is written.
         */
        void check(List<EncryptedClient> readBack);
    }

    /**
     * What became of a batch.
     *
     * @param written how many records were rewritten
     * @param last the last one that was looked at; empty if there was none
     */
    record Batch(int written, Optional<ClientId> last) {}

    /**
     * Rewrites the next clients of a workspace that are under an old key, in ascending order of their ids, in one
     * transaction. Records that someone else is working on, and those that the run has set aside as they are now, are
     * passed over. A record that was written meanwhile keeps what was written.
     *
     * @param after the last of the previous batch; empty for the first
     */
    Batch rewriteNext(
            UUID run, WorkspaceId workspace, KeyVersion old, Optional<ClientId> after, int limit, Rewriting work);

    /** When people last wrote to each workspace that has records: the time of its latest change, and nothing else of it. */
    Map<WorkspaceId, Instant> lastWrites();

    /** Whether any record is under another key than this one, and not set aside by the run as it is now. */
    boolean isAnythingLeft(UUID run, KeyVersion active);
}
