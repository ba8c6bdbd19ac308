package com.pazpaz.application.port.out.audit;

import com.pazpaz.domain.model.KeyVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Audit keys that live as long as this object. Thread-safe. */
public final class InMemoryAuditKeyRepository implements AuditKeyRepository {

    private final Map<KeyVersion, AuditKey> keys = new ConcurrentHashMap<>();

    @Override
    public Optional<AuditKey> find(KeyVersion version) {
        return Optional.ofNullable(keys.get(version));
    }

    @Override
    public List<AuditKey> findAll() {
        return keys.values().stream()
                .sorted(Comparator.comparing(key -> key.version().number()))
                .toList();
    }

    @Override
    public AuditKey storeIfAbsent(AuditKey key) {
        AuditKey before = keys.putIfAbsent(key.version(), key);
        return before == null ? key : before;
    }

    @Override
    public void rewrap(AuditKey key) {
        keys.replace(key.version(), key);
    }
}
