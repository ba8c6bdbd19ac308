package com.pazpaz.application.service;

import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.KeyCompromise;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lets something happen before one of the registrations, or one of the times that all keys are asked for. */
final class RegistryWithAnIncident implements EncryptionKeyRepository {

    private final EncryptionKeyRepository registry;
    private final int registration;
    private final int reading;
    private final Runnable incident;
    private int registrations;
    private int readings;

    RegistryWithAnIncident(EncryptionKeyRepository registry, int registration, int reading, Runnable incident) {
        this.registry = registry;
        this.registration = registration;
        this.reading = reading;
        this.incident = incident;
    }

    @Override
    public List<EncryptionKey> findAll() {
        readings++;
        if (readings == reading) {
            incident.run();
        }
        return registry.findAll();
    }

    @Override
    public void registerIfAbsent(EncryptionKey key) {
        registrations++;
        if (registrations == registration) {
            incident.run();
        }
        registry.registerIfAbsent(key);
    }

    @Override
    public Map<KeyVersion, Map<KeyState, Instant>> history() {
        return registry.history();
    }

    @Override
    public Map<KeyVersion, Instant> backupsVerified() {
        return registry.backupsVerified();
    }

    @Override
    public void noteBackupVerified(Set<KeyVersion> versions) {
        registry.noteBackupVerified(versions);
    }

    @Override
    public Map<KeyVersion, Map<WorkspaceId, Long>> recordCounts() {
        return registry.recordCounts();
    }

    @Override
    public Instant now() {
        return registry.now();
    }

    @Override
    public boolean activate(KeyVersion version) {
        return registry.activate(version);
    }

    @Override
    public boolean compromise(KeyVersion version, UserId by, Optional<CompromiseReason> reason) {
        return registry.compromise(version, by, reason);
    }

    @Override
    public Map<KeyVersion, KeyCompromise> compromises() {
        return registry.compromises();
    }

    @Override
    public boolean destroy(KeyVersion version) {
        return registry.destroy(version);
    }
}
