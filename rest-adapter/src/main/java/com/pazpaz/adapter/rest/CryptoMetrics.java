package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.out.crypto.CryptoMeterPort;
import com.pazpaz.domain.model.KeyVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What encryption does, as MicroProfile metrics. */
@ApplicationScoped
@Typed(CryptoMeterPort.class)
public class CryptoMetrics implements CryptoMeterPort {

    private final Map<KeyVersion, Counter> encrypted = new ConcurrentHashMap<>();
    private final Counter decrypted;
    private final Counter hits;
    private final Counter misses;
    private final MetricRegistry registry;

    @Inject
    public CryptoMetrics(MetricRegistry registry) {
        this.registry = registry;
        decrypted = counter(registry, "pazpaz_fields_decrypted", "Fields decrypted");
        hits = counter(registry, "pazpaz_key_cache_hits", "Data-encryption keys found in memory");
        misses = counter(registry, "pazpaz_key_cache_misses", "Data-encryption keys fetched or made");
        // So that every kind is there to be watched, before anything has failed.
        for (Failure kind : Failure.values()) {
            failures(kind);
        }
    }

    private Counter failures(Failure kind) {
        return counter(
                registry,
                "pazpaz_crypto_failures",
                "Failures of encryption and decryption",
                new Tag("kind", kind.name().toLowerCase(Locale.ROOT)));
    }

    private Counter encryptedUnder(KeyVersion version) {
        return counter(registry, "pazpaz_fields_encrypted", "Fields encrypted", new Tag("key", version.toString()));
    }

    private static Counter counter(MetricRegistry registry, String name, String description, Tag... tags) {
        return registry.counter(
                Metadata.builder().withName(name).withDescription(description).build(), tags);
    }

    @Override
    public void fieldsEncrypted(KeyVersion version, int count) {
        encrypted.computeIfAbsent(version, this::encryptedUnder).inc(count);
    }

    @Override
    public void fieldsDecrypted(int count) {
        decrypted.inc(count);
    }

    @Override
    public void keyCacheHit() {
        hits.inc();
    }

    @Override
    public void keyCacheMiss() {
        misses.inc();
    }

    @Override
    public void failed(Failure kind) {
        failures(kind).inc();
    }
}
