package com.pazpaz.application.port.in;

import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.InvalidClientException;
import com.pazpaz.domain.model.Violation;
import com.pazpaz.domain.phi.ClientChanges;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** Takes many new clients into the caller's workspace, in batches, so that memory does not grow with their number. */
public interface ImportClientsUseCase {

    /**
     * Stores every valid row.
     *
     * @throws ImportInterruptedException if storing stopped part of the way
     */
    Report importAll(Caller caller, Iterator<Row> rows);

    /**
     * One row of the source.
     *
     * @param line where the row begins in the source, from 1
     * @param values gives the values, or throws {@link InvalidClientException}
     */
    record Row(long line, Supplier<ClientChanges> values) {}

    /**
     * What became of the rows.
     *
     * @param errors the first {@value #MAX_ERRORS}
     */
    record Report(long accepted, long rejected, List<RowError> errors) {

        public static final int MAX_ERRORS = 1_000;

        public Report {
            errors = List.copyOf(errors);
        }
    }

    /** Why a row was rejected: which rule it breaks, never the value. */
    record RowError(long line, Violation violation) {}
}
