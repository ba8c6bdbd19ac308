package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.TransactionPort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/** Transactions of the container, which repositories join. */
@ApplicationScoped
@Transactional
@WithoutRowData
public class JtaTransactions implements TransactionPort {

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return work.get();
    }
}
