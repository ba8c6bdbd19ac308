package com.pazpaz.bootstrap;

import com.pazpaz.application.port.in.TakePartInWorkUseCase;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Has this node look, every few seconds, whether there is something to do in the background. */
@ApplicationScoped
public class WorkTimer {

    private static final Logger LOG = System.getLogger(WorkTimer.class.getName());
    private static final int SECONDS = 2;

    private final TakePartInWorkUseCase work;

    @Resource
    @SuppressWarnings("NullAway.Init") // set by the container
    private ManagedScheduledExecutorService executor;

    private @Nullable Future<?> timer;

    @Inject
    public WorkTimer(TakePartInWorkUseCase work) {
        this.work = work;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        timer = executor.scheduleWithFixedDelay(this::tick, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void tick() {
        try {
            work.takePart();
        } catch (RuntimeException e) {
            // An exception would end the timer. While the database is away, health says so.
            LOG.log(
                    Level.DEBUG,
                    "Work could not be looked for: {0}",
                    e.getClass().getName());
        }
    }
}
