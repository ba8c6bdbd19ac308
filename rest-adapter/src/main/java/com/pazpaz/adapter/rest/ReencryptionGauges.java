package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.WatchReencryptionUseCase;
import com.pazpaz.application.port.in.WatchReencryptionUseCase.ReencryptionFigures;
import com.pazpaz.domain.model.ReencryptionState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * How the last re-encryption is, of all nodes together, as MicroProfile metrics. Before the database has answered it is not
 * a number.
 */
@ApplicationScoped
public class ReencryptionGauges {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final LatestFigures<ReencryptionFigures> figures;

    @Inject
    public ReencryptionGauges(WatchReencryptionUseCase reencryption) {
        figures = new LatestFigures<>(reencryption::figures, LOOK_AGAIN);
    }

    void register(@Observes @Initialized(ApplicationScoped.class) Object event, MetricRegistry registry) {
        gauge(
                registry,
                "pazpaz_reencryption_records_remaining",
                "Records that the last re-encryption has not rewritten",
                ReencryptionFigures::remaining);
        for (ReencryptionState state : ReencryptionState.values()) {
            gauge(
                    registry,
                    "pazpaz_reencryption",
                    "1 for the state of the last re-encryption, 0 for the others",
                    now -> now.state().equals(Optional.of(state)) ? 1 : 0,
                    new Tag("state", state.name().toLowerCase(Locale.ROOT)));
        }
    }

    private void gauge(
            MetricRegistry registry,
            String name,
            String description,
            ToDoubleFunction<ReencryptionFigures> figure,
            Tag... tags) {
        registry.gauge(
                Metadata.builder().withName(name).withDescription(description).build(),
                () -> figures.get().map(figure::applyAsDouble).orElse(Double.NaN),
                tags);
    }
}
