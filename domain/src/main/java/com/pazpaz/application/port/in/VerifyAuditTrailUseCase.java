package com.pazpaz.application.port.in;

import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Proves that the trail is as it was recorded, or says what is not. */
public interface VerifyAuditTrailUseCase {

    /** What can be wrong. */
    enum Fault {
        /** An event is not as it was recorded. */
        CHANGED,
        /** An event that was sealed is not there. */
        REMOVED,
        /** At the position of an event is another one than was sealed. */
        REORDERED,
        /**
         * An event is older than it may be without a seal, says that it is of a time to come, or is not the one that was
         * sealed at its position.
         */
        UNSEALED,
        /** An event is there more than once. */
        TWICE,
        /**
         * A seal does not follow from the one before, is missing, is not signed by a key of the trail, or has sealing go on
         * from somewhere else.
         */
        BROKEN_CHAIN,
        /** An event or a seal was made with an audit key that another one had replaced long before. */
        REPLACED_KEY,
        /** The trail has less than a checkpoint says, or something else. */
        CUT,
        /** A record is older than the trail says, or gone. */
        ROLLED_BACK,
        /** A key-encryption key has another state than the one that it was led to on record. */
        KEY_STATE,
        /** An event is left out of the accesses to a client. */
        HIDDEN,
        /** An event is among the accesses to a client whom it does not tell of. */
        PLANTED,
        /** A month is said to have been retired, and that is not on record, or it had other events. */
        NOT_RETIRED
    }

    /**
     * Something that is not as it was recorded.
     *
     * @param where the event, seal or record, by its id or number
     */
    record Finding(Fault fault, String where) {}

    /**
     * What was found.
     *
     * @param events how many sealed events were verified
     * @param checkpoint the last one, to be kept somewhere else; empty if nothing is sealed
     * @param findings the first of each kind
     * @param more the kinds of which there is more than that
     * @param exports the months that were retired, by the SHA-256 over their exports in lower-case hexadecimal digits
     */
    record Verdict(
            long events,
            long seals,
            Optional<String> checkpoint,
            List<Finding> findings,
            Set<Fault> more,
            Map<String, YearMonth> exports) {

        public Verdict {
            findings = List.copyOf(findings);
            more = Set.copyOf(more);
            exports = Map.copyOf(exports);
        }

        public boolean isClean() {
            return findings.isEmpty();
        }
    }

    /**
     * Verifies all of it.
     *
     * @param kept checkpoints from earlier times, from somewhere else than this database: the trail must still reach each
     * @param most how many findings of each kind are named, from 1
     */
    Verdict verify(Collection<String> kept, int most);
}
