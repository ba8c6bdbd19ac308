package com.pazpaz.application.port.out.audit;

import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Objects;

/**
 * An event, and what proves that it is as it was recorded.
 *
 * @param key the audit key that authenticates it
 * @param mac over the whole event
 */
public record AuditedEvent(AuditEvent event, KeyVersion key, RecordMac mac) {

    public AuditedEvent {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(mac, "mac");
    }
}
