package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.out.audit.EmergencyAccessMeterPort;
import com.pazpaz.domain.model.EmergencyReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What is done in emergencies, as MicroProfile metrics: how often and why, never who or whose. */
@ApplicationScoped
@Typed(EmergencyAccessMeterPort.class)
public class EmergencyAccessMetrics implements EmergencyAccessMeterPort {

    private final MetricRegistry registry;
    private final Counter used;

    @Inject
    public EmergencyAccessMetrics(MetricRegistry registry) {
        this.registry = registry;
        used = registry.counter(metadata("pazpaz_break_glass_views", "Whole records seen in emergencies"));
        // So that every reason is there to be watched, before anybody has given it.
        for (EmergencyReason reason : EmergencyReason.values()) {
            granted(reason, 0);
        }
    }

    private static Metadata metadata(String name, String description) {
        return Metadata.builder().withName(name).withDescription(description).build();
    }

    private void granted(EmergencyReason reason, int times) {
        registry.counter(
                        metadata("pazpaz_break_glass", "Records opened in emergencies"),
                        new Tag("reason", reason.code()))
                .inc(times);
    }

    @Override
    public void granted(EmergencyReason reason) {
        granted(reason, 1);
    }

    @Override
    public void used() {
        used.inc();
    }
}
