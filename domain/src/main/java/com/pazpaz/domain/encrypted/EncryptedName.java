package com.pazpaz.domain.encrypted;

import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.Objects;
import java.util.Optional;

/**
 * The names of a stored client, and nothing else of it: enough to put a list in order.
 *
 * <p>Its fields are authenticated one by one; the record MAC covers whole records only.
 */
public record EncryptedName(
        WorkspaceId workspace,
        ClientId id,
        boolean active,
        KeyVersion keyVersion,
        long revision,
        Optional<Ciphertext> firstName,
        Optional<Ciphertext> lastName) {

    public EncryptedName {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(keyVersion, "keyVersion");
        Objects.requireNonNull(firstName, "firstName");
        Objects.requireNonNull(lastName, "lastName");
    }
}
