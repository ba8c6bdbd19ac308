package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.out.keys.ReencryptionMeterPort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** What this node does for re-encryptions, as MicroProfile metrics. */
@ApplicationScoped
@Typed(ReencryptionMeterPort.class)
public class ReencryptionMetrics implements ReencryptionMeterPort {

    private final Counter rewritten;
    private final Counter setAside;
    private final Counter failed;

    @Inject
    public ReencryptionMetrics(MetricRegistry registry) {
        rewritten = counter(
                registry, "pazpaz_reencryption_records_rewritten", "Records that this node wrote under the active key");
        setAside =
                counter(registry, "pazpaz_reencryption_records_set_aside", "Records that this node could not rewrite");
        failed = counter(
                registry,
                "pazpaz_reencryption_batches_failed",
                "Batches that this node could not finish, to be repeated");
    }

    /** At 0 from the start, rather than absent until there is something to count. */
    void begin(@Observes @Initialized(ApplicationScoped.class) Object event) {
        rewritten.inc(0);
    }

    private static Counter counter(MetricRegistry registry, String name, String description) {
        return registry.counter(
                Metadata.builder().withName(name).withDescription(description).build());
    }

    @Override
    public void recordsRewritten(int count) {
        rewritten.inc(count);
    }

    @Override
    public void recordsSetAside(int count) {
        setAside.inc(count);
    }

    @Override
    public void batchFailed() {
        failed.inc();
    }
}
