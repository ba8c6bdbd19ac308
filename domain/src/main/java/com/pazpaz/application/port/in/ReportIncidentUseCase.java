package com.pazpaz.application.port.in;

import com.pazpaz.application.port.out.audit.Accesses;
import com.pazpaz.application.port.out.persistence.KeyCompromise;
import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.SetAside;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what became of a key that was marked as compromised, and of what it had encrypted: for the incident's file. */
public interface ReportIncidentUseCase {

    /**
     * The records of a workspace that the key has encrypted.
     *
     * @param whenMarked how many they were when the key was marked
     * @param now how many they are
     */
    record Affected(WorkspaceId workspace, long whenMarked, long now) {

        /** How many are under another key since: by a re-encryption, or because someone edited them. */
        public long rewritten() {
            return Math.max(0, whenMarked - now);
        }
    }

    /**
     * An incident as it is known now. Counts, ids and times, and nothing of a record.
     *
     * @param reached when the key came into the states it has been in; {@link KeyState#PRE_ACTIVE} at its registration
     * @param affected every workspace that had records under the key when it was marked, or has some now
     * @param reencryptions those that were under way since it was marked, earliest first
     * @param failures records under the key that one of these could not rewrite; at most {@value #MAX_FAILURES}
     * @param accesses to clients, at most {@value #MAX_ACCESSES}; empty if only one workspace at a time can be seen
     */
    record IncidentReport(
            KeyVersion key,
            KeyState state,
            Instant at,
            Map<KeyState, Instant> reached,
            KeyCompromise compromise,
            List<Affected> affected,
            List<ReencryptionRun> reencryptions,
            List<SetAside> failures,
            Optional<Accesses> accesses) {

        public static final int MAX_FAILURES = 10_000;
        public static final int MAX_ACCESSES = 1_000;

        /** How many records are still under the key. */
        public long remaining() {
            return affected.stream().mapToLong(Affected::now).sum();
        }
    }

    /**
     * The report on a key.
     *
     * @param since when accesses begin to matter; if empty, at the key's activation
     * @throws UnknownKeyException if there is no such key
     * @throws KeyConflictException if it was never marked as compromised
     */
    IncidentReport report(KeyVersion version, Optional<Instant> since);
}
