package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditRetentionTest {

    @Test
    void isSixYearsUnlessASettingSaysOtherwise() {
        assertThat(AuditRetention.from(Map.of()).years()).isEqualTo(6);
        assertThat(AuditRetention.from(Map.of(AuditRetention.SETTING, "10")).years())
                .isEqualTo(10);
    }

    @Test
    void keepsAMonthUntilItsLastDayIsOldEnough() {
        var retention = new AuditRetention(6);

        assertThat(retention.earliestKept(Instant.parse("2030-06-30T23:59:59Z")))
                .isEqualTo(YearMonth.of(2024, 6));
        assertThat(retention.earliestKept(Instant.parse("2030-07-01T00:00:00Z")))
                .isEqualTo(YearMonth.of(2024, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "101", "six", ""})
    void isANumberOfYears(String years) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuditRetention.from(Map.of(AuditRetention.SETTING, years)))
                .withMessageContaining("PAZPAZ_AUDIT_RETENTION_YEARS");
    }
}
