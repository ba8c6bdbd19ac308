package com.pazpaz.adapter.crypto;

import com.pazpaz.application.port.out.crypto.CryptoMeterPort;
import com.pazpaz.domain.model.KeyVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what it was told. */
final class CountingMeter implements CryptoMeterPort {

    private final Map<KeyVersion, Integer> encrypted = new ConcurrentHashMap<>();
    private final AtomicInteger decrypted = new AtomicInteger();
    private final AtomicInteger hits = new AtomicInteger();
    private final AtomicInteger misses = new AtomicInteger();
    private final List<Failure> failures = new CopyOnWriteArrayList<>();

    @Override
    public void fieldsEncrypted(KeyVersion version, int count) {
        encrypted.merge(version, count, Integer::sum);
    }

    @Override
    public void fieldsDecrypted(int count) {
        decrypted.addAndGet(count);
    }

    @Override
    public void keyCacheHit() {
        hits.incrementAndGet();
    }

    @Override
    public void keyCacheMiss() {
        misses.incrementAndGet();
    }

    @Override
    public void failed(Failure kind) {
        failures.add(kind);
    }

    Map<KeyVersion, Integer> encrypted() {
        return encrypted;
    }

    int decrypted() {
        return decrypted.get();
    }

    int hits() {
        return hits.get();
    }

    int misses() {
        return misses.get();
    }

    List<Failure> failures() {
        return failures;
    }
}
