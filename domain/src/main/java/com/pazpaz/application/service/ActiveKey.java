package com.pazpaz.application.service;

import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.out.persistence.InactiveKeyException;
import java.util.function.Supplier;

/**
 * Encrypts and stores under the active key, also when another key was activated since this node last looked: the
 * database refuses what the earlier key encrypted, and it is encrypted once more.
 */
final class ActiveKey {

    private final RefreshKeysUseCase keys;

    ActiveKey(RefreshKeysUseCase keys) {
        this.keys = keys;
    }

    /**
     * Runs something that encrypts, then stores.
     *
     * @throws InactiveKeyException if the active key changed twice meanwhile, or cannot be loaded
     */
    <T> T use(Supplier<T> encryptAndStore) {
        try {
            return encryptAndStore.get();
        } catch (InactiveKeyException e) {
            keys.refreshOnce();
            return encryptAndStore.get();
        }
    }
}
