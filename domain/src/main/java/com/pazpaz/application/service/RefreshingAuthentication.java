package com.pazpaz.application.service;

import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.crypto.EventAuthenticationPort;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.KeyVersion;
import java.time.InstantSource;

/** Authentication of events that goes on when another node has put the audit keys under a key that is new to this one. */
public final class RefreshingAuthentication implements EventAuthenticationPort {

    private final EventAuthenticationPort authentication;
    private final NewKeys newKeys;

    public RefreshingAuthentication(
            EventAuthenticationPort authentication, RefreshKeysUseCase keys, InstantSource clock) {
        this.authentication = authentication;
        this.newKeys = new NewKeys(keys, clock);
    }

    @Override
    public void prepare() {
        newKeys.use(() -> {
            authentication.prepare();
            return authentication;
        });
    }

    @Override
    public boolean isReady() {
        return authentication.isReady();
    }

    @Override
    public boolean dependsOn(KeyVersion version) {
        return authentication.dependsOn(version);
    }

    @Override
    public AuditedEvent authenticate(AuditEvent event) {
        return authentication.authenticate(event);
    }

    @Override
    public boolean isAuthentic(AuditedEvent event) {
        return authentication.isAuthentic(event);
    }
}
