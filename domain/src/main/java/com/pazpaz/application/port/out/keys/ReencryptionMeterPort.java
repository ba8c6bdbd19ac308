package com.pazpaz.application.port.out.keys;

/** Counts what this node does for re-encryptions, for metrics. Thread-safe, cheap, and never told a value. */
public interface ReencryptionMeterPort {

    /** Counts nothing, where nobody would look at it. */
    ReencryptionMeterPort NONE = new ReencryptionMeterPort() {};

    /** Records were written under the active key. */
    default void recordsRewritten(int count) {}

    /** Records could not be rewritten. */
    default void recordsSetAside(int count) {}

    /** A batch could not be finished, for an outage or a defect; it will be tried again. */
    default void batchFailed() {}
}
