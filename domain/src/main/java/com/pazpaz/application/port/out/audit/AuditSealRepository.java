package com.pazpaz.application.port.out.audit;

import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The seals of the audit trail. They are added and read; nothing changes or removes one.
 *
 * <p>Thread-safe. A call joins the transaction it is made in. Every method throws {@link DatabaseUnavailableException}
 * if the database cannot be reached.
 */
public interface AuditSealRepository {

    /**
     * Events that are to be sealed, at least one.
     *
     * @param firstAt when the earliest of them was recorded
     * @param lastAt when the latest of them was recorded
     */
    record Unsealed(List<SealedEvent> events, Instant firstAt, Instant lastAt) {}

    /** Sees to it that there is room for the events of the months to come. */
    void prepareMonths();

    /** Keeps others from sealing until the end of the transaction; false if someone else is at it. */
    boolean begin();

    /** The last one. */
    Optional<AuditSeal> last();

    /**
     * Events that no seal holds, in the order of their positions; empty if there are none. Looks from where the last seals
     * were on, which takes as long however much is sealed.
     */
    Optional<Unsealed> unsealed(int limit);

    /**
     * The same of all events of the last two months, wherever they are: what the other look passed over. It takes as long as
     * it takes to go through two months.
     */
    Optional<Unsealed> overlooked(int limit);

    /** Adds a seal for good. */
    void append(AuditSeal seal);

    /** Those after this number, in ascending order. */
    List<AuditSeal> after(long number, int limit);
}
