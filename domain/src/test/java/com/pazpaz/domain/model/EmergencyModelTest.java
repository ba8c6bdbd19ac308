package com.pazpaz.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.AuditEvent.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmergencyModelTest {

    @Test
    void reasonsKeepTheirNamesForGood() {
        assertThat(Arrays.stream(EmergencyReason.values()).map(EmergencyReason::code))
                .containsExactly("medical_emergency", "danger_to_life", "therapist_out_of_reach");
    }

    @ParameterizedTest
    @EnumSource
    void aReasonIsFoundByItsCode(EmergencyReason reason) {
        assertThat(EmergencyReason.of(reason.code())).contains(reason);
        assertThat(EmergencyReason.of(reason.name())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, EmergencyLimit.DEFAULT_MINUTES, EmergencyLimit.MAX_MINUTES})
    void aLimitIsFromAMinuteToADay(long minutes) {
        assertThat(new EmergencyLimit(Duration.ofMinutes(minutes), 5).time()).isEqualTo(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 0, 59, 86_401})
    void noLimitIsShorterOrLonger(long seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmergencyLimit(Duration.ofSeconds(seconds), 5))
                .withMessageContaining("1 to 1440 minutes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_001})
    void noLimitLetsAUserOpenNoneOrAny(int clients) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmergencyLimit(Duration.ofHours(1), clients))
                .withMessageContaining("1 to 1000 clients");
    }

    private static EmergencyAccess lasting(Duration time) {
        Instant from = Instant.parse("2030-06-15T08:30:00.123456Z");
        return new EmergencyAccess(
                UUID.randomUUID(),
                new WorkspaceId(UUID.randomUUID()),
                new UserId(UUID.randomUUID()),
                ClientId.random(),
                EmergencyReason.DANGER_TO_LIFE,
                from,
                from.plus(time));
    }

    private static AuditEvent event(EmergencyAccess access, Map<String, String> details) {
        return new AuditEvent(
                UUID.randomUUID(),
                access.from(),
                access.workspace(),
                Optional.of(access.user()),
                new Origin("request-1", Optional.empty(), Optional.empty()),
                Operation.BREAK_GLASS,
                Outcome.SUCCESS,
                Optional.empty(),
                List.of(new Subject(access.client(), 0)),
                List.of(),
                new TreeMap<>(details));
    }

    @Test
    void anAccessIsWhatItsEventSays() {
        EmergencyAccess access = lasting(Duration.ofHours(1));

        assertThat(EmergencyAccess.grantedBy(event(access, access.details()))).isEqualTo(access);
    }

    @Test
    void anEventThatSaysLessGrantsNone() {
        EmergencyAccess access = lasting(Duration.ofHours(1));

        for (String missing : access.details().keySet()) {
            var details = new TreeMap<>(access.details());
            details.remove(missing);

            assertThatExceptionOfType(NoSuchElementException.class)
                    .as(missing)
                    .isThrownBy(() -> EmergencyAccess.grantedBy(event(access, details)));
        }
    }

    @Test
    void anAccessLastsForADayAtMostAndEndsWhenItSays() {
        EmergencyAccess access = lasting(Duration.ofDays(1));

        assertThat(access.isInForce(access.until().minusNanos(1_000))).isTrue();
        assertThat(access.isInForce(access.until())).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lasting(Duration.ofDays(1).plusSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> lasting(Duration.ZERO));
    }
}
