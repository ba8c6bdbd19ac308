package com.pazpaz.application.service;

import com.pazpaz.application.port.in.RecordExceededLimitUseCase;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.RequestLimit;
import java.util.Map;

/** Records in the caller's workspace who sent too much, and among what belongs to no workspace if they are not known. */
public final class RecordExceededLimitService implements RecordExceededLimitUseCase {

    private final AccessControl access;

    public RecordExceededLimitService(AccessControl access) {
        this.access = access;
    }

    @Override
    public void exceeded(Caller caller, RequestLimit limit) {
        if (access.isRecording()) {
            access.note(caller, Operation.EXCEED_LIMIT, entry -> {
                entry.outcome(Outcome.DENIED);
                detailsOf(limit).forEach(entry::detail);
            });
        }
    }

    private static Map<String, String> detailsOf(RequestLimit limit) {
        return Map.of("operation", Operation.EXCEED_LIMIT.eventType(), "limit", limit.label());
    }

    @Override
    public void exceeded(Origin origin, RequestLimit limit) {
        if (access.isRecording()) {
            access.noteOfNobody(origin, Operation.EXCEED_LIMIT, Outcome.DENIED, detailsOf(limit));
        }
    }
}
