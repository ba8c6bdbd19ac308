package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.CheckKeyAgeUseCase;
import com.pazpaz.application.port.in.CheckKeyAgeUseCase.ActiveKeyAge;
import com.pazpaz.application.port.in.CheckReadinessUseCase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** What an orchestrator asks. A node that is not ready says why, in words for the operator who is looking. */
@ApplicationScoped
public class HealthChecks {

    private final CheckReadinessUseCase readiness;
    private final CheckKeyAgeUseCase age;

    @Inject
    public HealthChecks(CheckReadinessUseCase readiness, CheckKeyAgeUseCase age) {
        this.readiness = readiness;
        this.age = age;
    }

    @Produces
    @Readiness
    HealthCheck database() {
        return () -> response("database", readiness.check().database());
    }

    @Produces
    @Readiness
    HealthCheck keys() {
        return () -> {
            var now = readiness.check();
            var response = builder("keys", now.keys());
            if (now.ready()) {
                warning(now).ifPresent(text -> response.withData("warning", text));
            }
            return response.build();
        };
    }

    private Optional<String> warning(CheckReadinessUseCase.Readiness now) {
        Stream<String> ofTheKeysAge = age.active().filter(ActiveKeyAge::isDue).stream()
                .map(key -> "Key " + key.version() + " is to be replaced by " + ClientJson.time(key.replaceBy())
                        + ". Create a key, back it up and activate it");
        return Stream.concat(now.warnings().stream(), ofTheKeysAge).reduce((one, other) -> one + ". " + other);
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
        return builder(name, problem).build();
    }

    private static HealthCheckResponseBuilder builder(String name, Optional<String> problem) {
        var response = HealthCheckResponse.named(name).status(problem.isEmpty());
        problem.ifPresent(reason -> response.withData("reason", reason));
        return response;
    }
}
