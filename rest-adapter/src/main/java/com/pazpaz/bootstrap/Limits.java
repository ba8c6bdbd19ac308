package com.pazpaz.bootstrap;

import com.pazpaz.adapter.rest.RefusalMetrics;
import com.pazpaz.adapter.rest.RequestLimits;
import com.pazpaz.adapter.rest.RequestRates;
import com.pazpaz.application.port.in.RecordExceededLimitUseCase;
import com.pazpaz.application.service.AccessControl;
import com.pazpaz.application.service.RecordExceededLimitService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Says how much a node takes of one, as it is set up. */
@ApplicationScoped
public class Limits {

    /** What a front end may well need for one person, with room for a start at which it loads much. */
    private static final long USER_PER_SECOND = 20;

    private static final long USER_AT_ONCE = 200;

    /** Five who are at their limit, which is more than people ever are. */
    private static final long WORKSPACE_PER_SECOND = 100;

    private static final long WORKSPACE_AT_ONCE = 1_000;

    /** Tokens that have run out at several of a practice's front ends are not yet an attack. */
    private static final long FAILED_LOGINS_PER_MINUTE = 30;

    private static final long FAILED_LOGINS_AT_ONCE = 100;

    /** More than go wrong in many practices together, and 72 000 events an hour at the most. */
    private static final long RECORDED_FAILED_LOGINS_PER_SECOND = 20;

    private static final long RECORDED_FAILED_LOGINS_AT_ONCE = 200;

    /** One for the whole node, since it counts. */
    @Produces
    @Singleton
    RequestLimits limits(Settings settings, RecordExceededLimitUseCase records, MetricRegistry registry) {
        return new RequestLimits(rates(settings), records, new RefusalMetrics(registry), System::nanoTime);
    }

    private static RequestRates rates(Settings settings) {
        return new RequestRates(
                settings.rate(
                        "PAZPAZ_USER_REQUESTS_AT_ONCE",
                        USER_AT_ONCE,
                        "PAZPAZ_USER_REQUESTS_PER_SECOND",
                        USER_PER_SECOND,
                        Duration.ofSeconds(1)),
                settings.rate(
                        "PAZPAZ_WORKSPACE_REQUESTS_AT_ONCE",
                        WORKSPACE_AT_ONCE,
                        "PAZPAZ_WORKSPACE_REQUESTS_PER_SECOND",
                        WORKSPACE_PER_SECOND,
                        Duration.ofSeconds(1)),
                settings.rate(
                        "PAZPAZ_FAILED_LOGINS_AT_ONCE",
                        FAILED_LOGINS_AT_ONCE,
                        "PAZPAZ_FAILED_LOGINS_PER_MINUTE",
                        FAILED_LOGINS_PER_MINUTE,
                        Duration.ofMinutes(1)),
                settings.rate(
                        "PAZPAZ_RECORDED_FAILED_LOGINS_AT_ONCE",
                        RECORDED_FAILED_LOGINS_AT_ONCE,
                        "PAZPAZ_RECORDED_FAILED_LOGINS_PER_SECOND",
                        RECORDED_FAILED_LOGINS_PER_SECOND,
                        Duration.ofSeconds(1)));
    }

    @Produces
    @ApplicationScoped
    RecordExceededLimitUseCase exceededLimits(AccessControl access) {
        return new RecordExceededLimitService(access);
    }
}
