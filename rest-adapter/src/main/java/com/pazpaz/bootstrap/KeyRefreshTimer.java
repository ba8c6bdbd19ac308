package com.pazpaz.bootstrap;

import com.pazpaz.application.port.in.CheckReadinessUseCase;
import com.pazpaz.application.port.in.CheckReadinessUseCase.Readiness;
import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.in.ReportPresenceUseCase;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Refreshes the keys when the application starts and then on a timer: often while this node cannot read or
 * cannot store, so that it heals soon after the database, the key store or an active key is there, and seldom once it can. Tells the other nodes every time.
 */
@ApplicationScoped
public class KeyRefreshTimer {

    private static final Logger LOG = System.getLogger(KeyRefreshTimer.class.getName());
    private static final int TICK_SECONDS = 3;

    private final RefreshKeysUseCase refresh;
    private final ReportPresenceUseCase presence;
    private final CheckReadinessUseCase readiness;
    private final int ticksWhenReady;

    @Resource
    @SuppressWarnings("NullAway.Init") // set by the container
    private ManagedScheduledExecutorService executor;

    private @Nullable Future<?> timer;
    private int ticksToSkip;
    private Optional<String> lastProblem = Optional.empty();
    private List<String> lastWarnings = List.of();

    @Inject
    public KeyRefreshTimer(
            RefreshKeysUseCase refresh,
            ReportPresenceUseCase presence,
            CheckReadinessUseCase readiness,
            Settings settings) {
        this.refresh = refresh;
        this.presence = presence;
        this.readiness = readiness;
        this.ticksWhenReady = (int) (settings.keyRefresh().toSeconds() / TICK_SECONDS);
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        timer = executor.scheduleWithFixedDelay(this::tick, 0, TICK_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        if (timer != null) {
            timer.cancel(false);
            quietly(presence::leave);
        }
    }

    private void tick() {
        refreshWhenItIsTime();
        Readiness now = readiness.check();
        log(now.database().or(now::keys));
        if (now.ready()) {
            logWarnings(now.warnings());
        }
        if (now.database().isEmpty()) {
            quietly(presence::report);
        }
    }

    /** Without the database the others take this node for gone, and it can do nothing meanwhile. */
    private static void quietly(Runnable report) {
        try {
            report.run();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.DEBUG,
                    "The other nodes could not be told: {0}",
                    e.getClass().getName());
        }
    }

    private void refreshWhenItIsTime() {
        if (ticksToSkip > 0) {
            ticksToSkip--;
            return;
        }
        try {
            if (refresh.refresh()) {
                ticksToSkip = ticksWhenReady;
            }
        } catch (RuntimeException e) {
            // An exception would end the timer; the type tells enough, a message could quote what it must not.
            LOG.log(Level.ERROR, "Refreshing the keys failed: {0}", e.getClass().getName());
        }
    }

    private void log(Optional<String> problem) {
        if (!problem.equals(lastProblem)) {
            problem.ifPresentOrElse(
                    reason -> LOG.log(Level.WARNING, "Not ready: {0}", reason),
                    () -> LOG.log(Level.INFO, "Ready: the database answers, the keys are loaded and checked"));
            lastProblem = problem;
        }
    }

    private void logWarnings(List<String> warnings) {
        if (!warnings.equals(lastWarnings)) {
            warnings.forEach(warning -> LOG.log(Level.WARNING, "Ready, but: {0}", warning));
            if (warnings.isEmpty()) {
                LOG.log(Level.INFO, "What was warned of is over");
            }
            lastWarnings = warnings;
        }
    }
}
