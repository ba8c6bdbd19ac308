package com.pazpaz.application.port.out.crypto;

/** Counts what encryption does, for metrics. Thread-safe, cheap, and never told a value. */
public interface CryptoMeterPort {

    /** Why something could not be decrypted or encrypted. */
    enum Failure {
        UNREADABLE_RECORD,
        MISSING_KEY,
        KEY_STORE_UNAVAILABLE
    }

    void fieldsEncrypted(int count);

    void fieldsDecrypted(int count);

    /** A data-encryption key was found in memory. */
    void keyCacheHit();

    /** A data-encryption key had to be fetched and unwrapped, or made. */
    void keyCacheMiss();

    void failed(Failure kind);
}
