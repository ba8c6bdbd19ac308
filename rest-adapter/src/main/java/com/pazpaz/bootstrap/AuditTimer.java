package com.pazpaz.bootstrap;

import com.pazpaz.application.port.in.AuditTrailCutException;
import com.pazpaz.application.port.in.SealAuditTrailUseCase;
import com.pazpaz.application.port.out.audit.AuditSealRepository;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Has this node seal what is on record every few seconds, tell in its log every hour how far it has come, and make room for
 * the months to come every day. A log that is collected elsewhere holds what a trail that was cut off no longer reaches.
 */
@ApplicationScoped
public class AuditTimer {

    private static final Logger LOG = System.getLogger(AuditTimer.class.getName());
    private static final int SECONDS_TO_SEAL = 5;
    private static final int MINUTES_TO_TELL = 60;
    private static final int HOURS_TO_PREPARE = 24;

    private final SealAuditTrailUseCase sealing;
    private final AuditSealRepository seals;
    private final List<Future<?>> timers = new ArrayList<>();

    @Resource
    @SuppressWarnings("NullAway.Init") // set by the container
    private ManagedScheduledExecutorService executor;

    @Inject
    public AuditTimer(SealAuditTrailUseCase sealing, AuditSealRepository seals) {
        this.sealing = sealing;
        this.seals = seals;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        timers.add(executor.scheduleWithFixedDelay(
                () -> quietly("sealed", sealing::seal), SECONDS_TO_SEAL, SECONDS_TO_SEAL, TimeUnit.SECONDS));
        timers.add(executor.scheduleWithFixedDelay(this::tell, 1, MINUTES_TO_TELL, TimeUnit.MINUTES));
        timers.add(executor.scheduleWithFixedDelay(
                () -> quietly("given room", seals::prepareMonths), 0, HOURS_TO_PREPARE, TimeUnit.HOURS));
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        timers.forEach(timer -> timer.cancel(false));
    }

    private void tell() {
        sealing.checkpoint()
                .ifPresent(checkpoint -> LOG.log(Level.INFO, "Checkpoint of the audit trail:\n{0}", checkpoint));
    }

    /** An exception would end the timer. While the database is away, health says so. */
    private static void quietly(String what, Runnable work) {
        try {
            work.run();
        } catch (AuditTrailCutException e) {
            LOG.log(Level.ERROR, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "The audit trail could not be {0}: {1}",
                    what,
                    e.getClass().getName());
        }
    }
}
