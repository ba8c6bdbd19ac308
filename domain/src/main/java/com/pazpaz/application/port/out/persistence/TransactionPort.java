package com.pazpaz.application.port.out.persistence;

import java.util.function.Supplier;

/** Lets several calls of repositories stand or fall together. Thread-safe. */
public interface TransactionPort {

    /**
     * Does the work in one transaction, which is committed when the work returns and undone when it throws.
     *
     * @throws DatabaseUnavailableException if the database cannot be reached, or does not say whether it has committed
     */
    <T> T inTransaction(Supplier<T> work);
}
