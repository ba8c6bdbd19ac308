package com.pazpaz.application.service;

import com.pazpaz.application.port.in.CheckReadinessUseCase;
import com.pazpaz.application.port.out.crypto.KeyringPort;
import com.pazpaz.application.port.out.persistence.DatabaseHealthPort;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts together what the parts say of themselves. */
public final class ReadinessService implements CheckReadinessUseCase {

    private final DatabaseHealthPort database;
    private final KeyRefreshService keys;
    private final KeyringPort keyring;
    private final long maxEncryptions;

    /** @param maxEncryptions how many fields a workspace may encrypt under one key before an operator is warned */
    public ReadinessService(
            DatabaseHealthPort database, KeyRefreshService keys, KeyringPort keyring, long maxEncryptions) {
        this.database = database;
        this.keys = keys;
        this.keyring = keyring;
        this.maxEncryptions = maxEncryptions;
    }

    @Override
    public Readiness check() {
        return new Readiness(
                database.problem(),
                keys.problem(),
                Stream.concat(keys.warning().stream(), overuse().stream()).toList());
    }

    /** Random nonces repeat if there are too many under one key (NIST SP 800-38D, section 8.3). */
    private Optional<String> overuse() {
        return keyring.mostEncryptions() < maxEncryptions
                ? Optional.empty()
                : Optional.of("A workspace has encrypted " + maxEncryptions + " fields or more under the active key"
                        + " since this node started. Create a key, back it up and activate it");
    }
}
