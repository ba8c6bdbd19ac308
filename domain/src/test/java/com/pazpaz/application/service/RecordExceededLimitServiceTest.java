package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.RequestLimit;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Clients;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordExceededLimitServiceTest {

    private final OnRecord record = new OnRecord();
    private final RecordExceededLimitService limits = new RecordExceededLimitService(record.access());

    @Test
    void namesWhoSentTooMuchAndWhichLimitThatWas() {
        Caller caller = Clients.caller();

        limits.exceeded(caller, RequestLimit.WORKSPACE);

        AuditEvent event = record.last();
        assertThat(event.type()).isEqualTo("access.denied");
        assertThat(event.user()).contains(caller.user());
        assertThat(event.workspace()).isEqualTo(caller.workspace());
        assertThat(event.details())
                .containsExactlyInAnyOrderEntriesOf(Map.of("operation", "limit.exceeded", "limit", "workspace"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ADDRESS", "FAILED_LOGINS"})
    void namesNobodyWhoIsNotKnown(RequestLimit limit) {
        limits.exceeded(Clients.ORIGIN, limit);

        AuditEvent event = record.last();
        assertThat(event.type()).isEqualTo("access.denied");
        assertThat(event.user()).isEmpty();
        assertThat(event.workspace()).isEqualTo(WorkspaceId.INSTALLATION);
        assertThat(event.origin()).isEqualTo(Clients.ORIGIN);
        assertThat(event.details())
                .containsExactlyInAnyOrderEntriesOf(Map.of("operation", "limit.exceeded", "limit", limit.label()));
    }

    @Test
    void saysNothingWhileThereIsNoKeyToProveItWith() {
        record.authentication().unready();

        limits.exceeded(Clients.caller(), RequestLimit.USER);
        limits.exceeded(Clients.ORIGIN, RequestLimit.ADDRESS);

        assertThat(record.events()).isEmpty();
    }
}
