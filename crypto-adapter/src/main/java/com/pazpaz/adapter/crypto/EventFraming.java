package com.pazpaz.adapter.crypto;

import com.pazpaz.domain.model.AuditEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Audit events as the bytes that are authenticated: every member, each variable one with its length, so that no two
 * events share an encoding.
 */
final class EventFraming {

    private static final Framing EVENT = Framing.of("pazpaz/audit/1");

    private EventFraming() {}

    static Framing of(AuditEvent event) {
        var framing = new Framing()
                .append(EVENT)
                .id(event.id())
                .u64(ChronoUnit.MICROS.between(Instant.EPOCH, event.at()))
                .id(event.workspace().value())
                .text(event.user().map(Object::toString).orElse(""))
                .text(event.origin().requestId())
                .text(event.origin().address().orElse(""))
                .text(event.origin().userAgent().orElse(""))
                .text(event.operation().eventType())
                .text(event.outcome().name())
                .text(event.resourceId().orElse(""))
                .u32(event.clients().size());
        event.clients().forEach(subject -> framing.id(subject.client().value()).u64(subject.revision()));
        framing.u16(event.fields().size());
        event.fields().forEach(framing::text);
        framing.u16(event.details().size());
        event.details().forEach((name, value) -> framing.text(name).text(value));
        return framing;
    }
}
