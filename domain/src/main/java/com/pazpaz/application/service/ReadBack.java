package com.pazpaz.application.service;

import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what a batch wrote with what it was made of, while it can still be undone. */
final class ReadBack {

    /** Thrown to undo a batch. */
    static final class DifferenceException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient List<EncryptedClient> different;

        DifferenceException(List<EncryptedClient> different) {
            super("What was read back is not what was rewritten");
            this.different = List.copyOf(different);
        }

        /** The records as they were before. */
        List<EncryptedClient> different() {
            return different;
        }
    }

    private final EncryptionPort encryption;
    private final ReadBackShare share;
    private final Map<ClientId, EncryptedClient> before = new HashMap<>();

    ReadBack(EncryptionPort encryption, ReadBackShare share) {
        this.encryption = encryption;
        this.share = share;
    }

    /** Keeps what a record was, if it is among those that are compared. */
    void remember(EncryptedClient original) {
        if (share.takesNext()) {
            before.put(original.header().id(), original);
        }
    }

    /** The records that were kept. */
    Set<ClientId> remembered() {
        return Set.copyOf(before.keySet());
    }

    /** @throws DifferenceException if any record does not hold what it held before */
    void compare(List<EncryptedClient> readBack) {
        Map<ClientId, EncryptedClient> missing = new HashMap<>(before);
        List<EncryptedClient> different = new ArrayList<>();
        for (EncryptedClient written : readBack) {
            EncryptedClient original = missing.remove(written.header().id());
            if (original != null && !holdTheSame(original, written)) {
                different.add(original);
            }
        }
        different.addAll(missing.values());
        if (!different.isEmpty()) {
            throw new DifferenceException(different);
        }
    }

    private boolean holdTheSame(EncryptedClient original, EncryptedClient written) {
        try {
            return encryption.holdTheSame(original, written);
        } catch (UnreadableRecordException e) {
            return false;
        }
    }
}
