package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.SealAuditTrailUseCase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Whether the audit trail is sealed, as a MicroProfile metric. */
@ApplicationScoped
public class AuditMetrics {

    private final SealAuditTrailUseCase sealing;

    @Inject
    public AuditMetrics(SealAuditTrailUseCase sealing) {
        this.sealing = sealing;
    }

    void register(@Observes @Initialized(ApplicationScoped.class) Object event, MetricRegistry registry) {
        registry.gauge(
                Metadata.builder()
                        .withName("pazpaz_audit_unsealed_seconds")
                        .withDescription("For how long this node has not seen the whole audit trail sealed")
                        .build(),
                () -> sealing.behind().toSeconds());
    }
}
