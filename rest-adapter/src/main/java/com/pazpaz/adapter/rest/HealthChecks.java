package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.CheckReadinessUseCase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** What an orchestrator asks. A node that is not ready says why, in words for the operator who is looking. */
@ApplicationScoped
public class HealthChecks {

    private final CheckReadinessUseCase readiness;

    @Inject
    public HealthChecks(CheckReadinessUseCase readiness) {
        this.readiness = readiness;
    }

    @Produces
    @Readiness
    HealthCheck database() {
        return () -> response("database", readiness.check().database());
    }

    @Produces
    @Readiness
    HealthCheck keys() {
        return () -> response("keys", readiness.check().keys());
    }

    @Produces
    @Liveness
    HealthCheck live() {
        return () -> HealthCheckResponse.up("pazpaz");
    }

    @Produces
    @Startup
    HealthCheck started() {
        return () -> HealthCheckResponse.up("pazpaz");
    }

    private static HealthCheckResponse response(String name, Optional<String> problem) {
        var response = HealthCheckResponse.named(name).status(problem.isEmpty());
        problem.ifPresent(reason -> response.withData("reason", reason));
        return response.build();
    }
}
