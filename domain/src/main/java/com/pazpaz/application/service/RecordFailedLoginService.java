package com.pazpaz.application.service;

import com.pazpaz.application.port.in.RecordFailedLoginUseCase;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Origin;
import java.util.Map;

/** Records logins that failed among what belongs to no workspace. */
public final class RecordFailedLoginService implements RecordFailedLoginUseCase {

    private final AccessControl access;

    public RecordFailedLoginService(AccessControl access) {
        this.access = access;
    }

    @Override
    public void failed(Origin origin) {
        if (access.isRecording()) {
            access.noteOfNobody(origin, Operation.FAIL_LOGIN, Outcome.DENIED, Map.of());
        }
    }
}
