package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Registered keys that live as long as this object. Thread-safe. */
public final class InMemoryEncryptionKeyRepository implements EncryptionKeyRepository {

    private final TreeMap<KeyVersion, EncryptionKey> keys = new TreeMap<>();
    private final Map<KeyVersion, Map<KeyState, Instant>> reached = new TreeMap<>();
    private final Map<KeyVersion, Instant> verified = new TreeMap<>();
    private final Map<KeyVersion, Map<WorkspaceId, Long>> counts = new TreeMap<>();
    private final Map<KeyVersion, KeyCompromise> compromises = new TreeMap<>();
    private final InstantSource clock;
    private BooleanSupplier reencrypting = () -> false;

    /** Keys that reach their states at the beginning of time. */
    public InMemoryEncryptionKeyRepository() {
        this(() -> Instant.EPOCH);
    }

    public InMemoryEncryptionKeyRepository(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<EncryptionKey> findAll() {
        return List.copyOf(keys.values());
    }

    @Override
    public synchronized void registerIfAbsent(EncryptionKey key) {
        boolean secondActive = key.state() == KeyState.ACTIVE
                && keys.values().stream().anyMatch(other -> other.state() == KeyState.ACTIVE);
        if (!secondActive && keys.putIfAbsent(key.version(), key) == null) {
            note(key.version(), KeyState.PRE_ACTIVE);
            note(key.version(), key.state());
        }
    }

    @Override
    public synchronized Map<KeyVersion, Map<KeyState, Instant>> history() {
        Map<KeyVersion, Map<KeyState, Instant>> histories = new TreeMap<>();
        keys.keySet().forEach(version -> histories.put(version, Map.copyOf(reached.getOrDefault(version, Map.of()))));
        return histories;
    }

    @Override
    public synchronized Map<KeyVersion, Instant> backupsVerified() {
        return Map.copyOf(verified);
    }

    @Override
    public synchronized void noteBackupVerified(Set<KeyVersion> versions) {
        versions.stream().filter(keys::containsKey).forEach(version -> verified.put(version, Instant.EPOCH));
    }

    @Override
    public synchronized Map<KeyVersion, Map<WorkspaceId, Long>> recordCounts() {
        return Map.copyOf(counts);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public synchronized boolean activate(KeyVersion version) {
        boolean anyActive = keys.values().stream().anyMatch(key -> key.state() == KeyState.ACTIVE);
        boolean anyLater = history().entrySet().stream()
                .anyMatch(key ->
                        key.getKey().compareTo(version) > 0 && key.getValue().containsKey(KeyState.ACTIVE));
        if (!isIn(version, KeyState.PRE_ACTIVE) || anyLater || (anyActive && reencrypting.getAsBoolean())) {
            return false;
        }
        for (EncryptionKey key : List.copyOf(keys.values())) {
            if (key.state() == KeyState.ACTIVE) {
                setState(key.version(), KeyState.DEACTIVATED);
            }
        }
        setState(version, KeyState.ACTIVE);
        return true;
    }

    @Override
    public synchronized boolean compromise(KeyVersion version, UserId by, Optional<CompromiseReason> reason) {
        KeyCompromise before = compromises.get(version);
        if (move(version, KeyState.COMPROMISED)) {
            compromises.put(
                    version, new KeyCompromise(Optional.of(by), reason, counts.getOrDefault(version, Map.of())));
            return true;
        }
        if (before == null
                || !isIn(version, KeyState.COMPROMISED)
                || before.reason().isPresent()
                || reason.isEmpty()) {
            return false;
        }
        compromises.put(version, new KeyCompromise(before.by(), reason, before.records()));
        return true;
    }

    @Override
    public synchronized Map<KeyVersion, KeyCompromise> compromises() {
        return Map.copyOf(compromises);
    }

    @Override
    public synchronized boolean destroy(KeyVersion version) {
        return !counts.containsKey(version) && move(version, KeyState.DESTROYED);
    }

    /** Says when records are re-encrypted; never, unless it is told. */
    public synchronized void reencryptingWhen(BooleanSupplier underWay) {
        reencrypting = underWay;
    }

    private boolean move(KeyVersion version, KeyState next) {
        EncryptionKey key = keys.get(version);
        if (key == null || !key.state().mayBecome(next)) {
            return false;
        }
        setState(version, next);
        return true;
    }

    private boolean isIn(KeyVersion version, KeyState state) {
        EncryptionKey key = keys.get(version);
        return key != null && key.state() == state;
    }

    /** Says that records are encrypted under a key. */
    public synchronized void count(KeyVersion version, Map<WorkspaceId, Long> records) {
        counts.put(version, records);
    }

    /** Says that no record is encrypted under a key any more. */
    public synchronized void countNothing(KeyVersion version) {
        counts.remove(version);
    }

    private void note(KeyVersion version, KeyState state) {
        reached.computeIfAbsent(version, unknown -> new EnumMap<>(KeyState.class))
                .put(state, clock.instant());
    }

    /** Puts a key into a state, as an operator's command would, whatever state it is in. */
    public synchronized void setState(KeyVersion version, KeyState state) {
        EncryptionKey key = keys.get(version);
        if (key == null) {
            throw new IllegalArgumentException("No key " + version + " is registered");
        }
        keys.put(version, new EncryptionKey(version, state, key.checkValue()));
        note(version, state);
    }
}
