package com.pazpaz.domain.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperationTest {

    /** As they stand in trails that must be readable for six years: one is added here, and none is ever changed. */
    private static final List<String> EVENT_TYPES = List.of(
            "client.create",
            "client.view",
            "client.list",
            "client.search",
            "client.update",
            "client.archive",
            "client.restore",
            "client.import",
            "client.export",
            "client.accesses",
            "client.break-glass",
            "audit.list",
            "audit.view",
            "audit.retire",
            "key.list",
            "key.create",
            "key.activate",
            "key.deactivate",
            "key.compromise",
            "key.retire",
            "key.back-up",
            "key.verify-backup",
            "key.restore",
            "re-encryption.view",
            "re-encryption.start",
            "re-encryption.steer",
            "migration.step",
            "login.failed",
            "limit.exceeded",
            "unknown");

    @Test
    void keepsItsNameInTheTrailForGood() {
        assertThat(Arrays.stream(Operation.values()).map(Operation::eventType)).containsExactlyElementsOf(EVENT_TYPES);
        EVENT_TYPES.forEach(type -> assertThat(Operation.called(type)).isPresent());
        assertThat(Operation.called("client.peek")).isEmpty();
    }

    @Test
    void isPermittedToNobodyUnlessItNamesARole() {
        assertThat(Operation.FAIL_LOGIN.isPermittedTo(Set.of(Role.values()))).isFalse();
        assertThat(Operation.EXCEED_LIMIT.isPermittedTo(Set.of(Role.values()))).isFalse();
        assertThat(Operation.VIEW_CLIENT.isPermittedTo(Set.of())).isFalse();
        assertThat(Operation.VIEW_CLIENT.isPermittedTo(Set.of(Role.SECURITY_OFFICER, Role.ASSISTANT)))
                .isTrue();
    }
}
