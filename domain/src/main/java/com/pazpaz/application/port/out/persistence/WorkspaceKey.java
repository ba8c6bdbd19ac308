package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.Objects;

/**
 * A data-encryption key as it is stored: wrapped.
 *
 * @param version of the key-encryption key that wraps it
 * @param wrappedKey the key, encrypted under that key-encryption key
 * @param checkValue of the key itself
 */
public record WorkspaceKey(WorkspaceId workspace, KeyVersion version, Ciphertext wrappedKey, KeyCheckValue checkValue) {

    public WorkspaceKey {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(wrappedKey, "wrappedKey");
        Objects.requireNonNull(checkValue, "checkValue");
    }
}
