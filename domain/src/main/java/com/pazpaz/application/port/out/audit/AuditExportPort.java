package com.pazpaz.application.port.out.audit;

import java.time.YearMonth;
import java.util.Optional;

/** Where the events of a month are kept when they are no longer in the database. */
public interface AuditExportPort {

    /** The events of a month while they are written. Closed without being finished, it leaves nothing. */
    interface Export extends AutoCloseable {

        /** Adds an event, with what it takes to verify it. */
        void add(long position, AuditedEvent event);

        /**
         * Makes it last.
         *
         * @return SHA-256 over what was written, in lower-case hexadecimal digits
         */
        String finish();

        /** Where it is, for people. */
        String place();

        @Override
        void close();
    }

    /** Begins one; empty if there is one of this month already. */
    Optional<Export> begin(YearMonth month);
}
