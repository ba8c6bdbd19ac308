package com.pazpaz.adapter.rest;

import com.pazpaz.domain.model.RequestLimit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What was beyond a limit, as a MicroProfile metric: by limit, and of nobody by name. */
public final class RefusalMetrics implements Consumer<RequestLimit> {

    private final Map<RequestLimit, Counter> counters = new EnumMap<>(RequestLimit.class);

    public RefusalMetrics(MetricRegistry registry) {
        for (RequestLimit limit : RequestLimit.values()) {
            counters.put(
                    limit,
                    registry.counter(
                            Metadata.builder()
                                    .withName("pazpaz_requests_limited")
                                    .withDescription("Requests, or failed logins to record, that were too many")
                                    .build(),
                            new Tag("limit", limit.label())));
        }
    }

    @Override
    public void accept(RequestLimit limit) {
        Objects.requireNonNull(counters.get(limit)).inc();
    }
}
