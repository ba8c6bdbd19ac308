package com.pazpaz.application.port.out.crypto;

import com.pazpaz.domain.model.KeyVersion;

/** Counts what encryption does, for metrics. Thread-safe, cheap, and never told a value. */
public interface CryptoMeterPort {

    /** Counts nothing, where nobody would look at it. */
    CryptoMeterPort NONE = new CryptoMeterPort() {};

    /** Why something could not be decrypted or encrypted. */
    enum Failure {
        UNREADABLE_RECORD,
        MISSING_KEY,
        KEY_STORE_UNAVAILABLE
    }

    /** Fields were encrypted under a key of this version. */
    default void fieldsEncrypted(KeyVersion version, int count) {}

    default void fieldsDecrypted(int count) {}

    /** A data-encryption key was found in memory. */
    default void keyCacheHit() {}

    /** A data-encryption key had to be fetched and unwrapped, or made. */
    default void keyCacheMiss() {}

    default void failed(Failure kind) {}
}
