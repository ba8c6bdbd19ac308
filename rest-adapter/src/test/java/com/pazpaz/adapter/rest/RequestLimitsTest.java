package com.pazpaz.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.adapter.rest.RequestLimits.Refusal;
import com.pazpaz.application.port.in.RecordExceededLimitUseCase;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.RequestLimit;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestLimitsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicLong clock = new AtomicLong();
    private final NotedLimits recorded = new NotedLimits();
    private final List<RequestLimit> counted = new ArrayList<>();
    private final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());
    private final RequestLimits limits = limits(recorded);

    private RequestLimits limits(RecordExceededLimitUseCase records) {
        return new RequestLimits(
                new RequestRates(
                        new Rate(3, 1, SECOND), new Rate(5, 1, SECOND), new Rate(2, 1, SECOND), new Rate(4, 2, SECOND)),
                records,
                counted::add,
                clock::get);
    }

    private Caller someone() {
        return new Caller(new UserId(UUID.randomUUID()), workspace, Set.of(Role.THERAPIST), originOf("192.0.2.1"));
    }

    private static Origin originOf(String address) {
        return new Origin("request", Optional.of(address), Optional.empty());
    }

    @Test
    void refuseAUserAndNotTheOthersOfTheWorkspace() {
        Caller caller = someone();
        for (int i = 0; i < 3; i++) {
            assertThat(limits.refusalOf(caller)).isEmpty();
        }

        Refusal refusal = limits.refusalOf(caller).orElseThrow();

        assertThat(refusal).isEqualTo(new Refusal(RequestLimit.USER, SECOND));
        assertThat(limits.refusalOf(someone())).isEmpty();
        assertThat(counted).containsExactly(RequestLimit.USER);
    }

    @Test
    void doNotTakeWhatAUserIsRefusedFromTheirWorkspace() {
        Caller greedy = someone();
        for (int i = 0; i < 100; i++) {
            limits.refusalOf(greedy);
        }

        assertThat(limits.refusalOf(someone())).isEmpty();
        assertThat(limits.refusalOf(someone())).isEmpty();
        assertThat(limits.refusalOf(someone())).isPresent();
        assertThat(counted).last().isEqualTo(RequestLimit.WORKSPACE);
    }

    @Test
    void haveTheFirstRefusalRecordedAndEveryOneCounted() {
        Caller caller = someone();

        for (int i = 0; i < 10; i++) {
            limits.refusalOf(caller);
        }

        assertThat(recorded.notes()).containsExactly("USER " + caller.user());
        assertThat(counted).hasSize(7);
    }

    @Test
    void countBadTokensByAddressWhateverUsersAreThere() {
        limits.refusalOf(originOf("2001:db8::1"));
        limits.refusalOf(originOf("2001:db8::2"));

        assertThat(limits.refusalOf(originOf("2001:db8::3"))).isPresent();
        assertThat(limits.refusalOf(originOf("192.0.2.1"))).isEmpty();
        assertThat(limits.refusalOf(someone())).isEmpty();
        assertThat(recorded.notes()).containsExactly("ADDRESS 2001:db8::3");
    }

    @Test
    void haveSoManyFailedLoginsOfAllAddressesRecordedAndThenOneEventThatSaysSo() {
        long recordedOneByOne = failedLogins(1_000);

        assertThat(recordedOneByOne).isEqualTo(4);
        assertThat(counted).hasSize(996).containsOnly(RequestLimit.FAILED_LOGINS);
        assertThat(recorded.notes()).containsExactly("FAILED_LOGINS 192.0.2.4");
    }

    @Test
    void haveNoAddressRecordedThatSentTooMuchWhileFailedLoginsAreTooMany() {
        failedLogins(100);

        for (int i = 0; i < 10; i++) {
            limits.refusalOf(originOf("192.0.2.200"));
        }

        assertThat(counted).contains(RequestLimit.ADDRESS);
        assertThat(recorded.notes()).containsExactly("FAILED_LOGINS 192.0.2.4");
    }

    @Test
    void saySoAgainAfterTenMinutesIfFailedLoginsAreStillTooMany() {
        failedLogins(100);
        clock.addAndGet(RateLimiter.NOTE_AGAIN.minus(SECOND).toNanos());
        failedLogins(100);
        assertThat(recorded.notes()).hasSize(1);

        clock.addAndGet(SECOND.toNanos());
        failedLogins(100);

        assertThat(recorded.notes()).hasSize(2);
    }

    @Test
    void haveFailedLoginsRecordedAgainOneByOneWhenTheyHaveBecomeFewer() {
        failedLogins(100);

        clock.addAndGet(SECOND.toNanos());

        assertThat(failedLogins(100)).isEqualTo(2);
    }

    /** So many, each from an address of its own; how many of them are to be recorded. */
    private long failedLogins(int howMany) {
        return IntStream.range(0, howMany)
                .filter(i -> limits.permitRecordOf(originOf("192.0.2." + i)))
                .count();
    }

    @Test
    void refuseAllTheSameWhatCannotBeRecorded() {
        RequestLimits offTheRecord = limits(new OutOfReach());
        Caller caller = someone();

        for (int i = 0; i < 3; i++) {
            offTheRecord.refusalOf(caller);
        }

        assertThat(offTheRecord.refusalOf(caller)).isPresent();
        for (int i = 0; i < 4; i++) {
            assertThat(offTheRecord.permitRecordOf(originOf("192.0.2.1"))).isTrue();
        }
        assertThat(offTheRecord.permitRecordOf(originOf("192.0.2.1"))).isFalse();
    }

    private static final class OutOfReach implements RecordExceededLimitUseCase {

        @Override
        public void exceeded(Caller caller, RequestLimit limit) {
            throw new IllegalStateException("The database is away");
        }

        @Override
        public void exceeded(Origin origin, RequestLimit limit) {
            throw new IllegalStateException("The database is away");
        }
    }
}
