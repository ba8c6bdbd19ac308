package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.CheckKeyAgeUseCase.ActiveKeyAge;
import com.pazpaz.application.port.in.WatchKeysUseCase;
import com.pazpaz.application.port.in.WatchKeysUseCase.KeyFigures;
import com.pazpaz.domain.model.KeyState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * How old the active key is, how much was encrypted under it and how many keys there are, as MicroProfile metrics. What
 * is not known, before the database has answered or while no key is active, is not a number.
 */
@ApplicationScoped
public class KeyMetrics {

    private final LatestFigures<KeyFigures> figures;

    @Inject
    public KeyMetrics(WatchKeysUseCase keys) {
        figures = new LatestFigures<>(keys::figures, Duration.ofSeconds(10));
    }

    void register(@Observes @Initialized(ApplicationScoped.class) Object event, MetricRegistry registry) {
        gauge(
                registry,
                "pazpaz_active_key_age_seconds",
                "Since the active key was activated",
                ageOf(ActiveKeyAge::age));
        gauge(
                registry,
                "pazpaz_active_key_remaining_seconds",
                "Until the active key is to be replaced",
                ageOf(ActiveKeyAge::left));
        gauge(
                registry,
                "pazpaz_active_key_encryptions_max",
                "Fields that the busiest workspace has encrypted under the active key since this node started",
                KeyFigures::mostEncryptions);
        for (KeyState state : KeyState.values()) {
            gauge(
                    registry,
                    "pazpaz_keys",
                    "Keys by their state",
                    now -> now.states().getOrDefault(state, 0L),
                    new Tag("state", state.name().toLowerCase(Locale.ROOT)));
        }
    }

    private static ToDoubleFunction<KeyFigures> ageOf(Function<ActiveKeyAge, Duration> figure) {
        return now -> now.active()
                .map(figure)
                .map(Duration::toSeconds)
                .map(Long::doubleValue)
                .orElse(Double.NaN);
    }

    private void gauge(
            MetricRegistry registry,
            String name,
            String description,
            ToDoubleFunction<KeyFigures> figure,
            Tag... tags) {
        registry.gauge(
                Metadata.builder().withName(name).withDescription(description).build(),
                () -> figures.get().map(figure::applyAsDouble).orElse(Double.NaN),
                tags);
    }
}
