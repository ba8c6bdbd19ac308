package com.pazpaz.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {

    private static final Duration REFRESH = Duration.ofMinutes(5);
    private static final Duration OFFLINE = Duration.ofHours(1);

    private final AtomicLong now = new AtomicLong(42);
    private volatile Set<String> published = Set.of("first");
    private volatile boolean reachable = true;
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final CountDownLatch waitedFor = new CountDownLatch(1);
    private volatile boolean slow;

    private final PublishedKeys keys = new PublishedKeys(this::ask, REFRESH, OFFLINE, now::get);

    private Set<String> ask() {
        asked.incrementAndGet();
        if (slow) {
            waitedFor.countDown();
            awaitOrFail(answered);
        }
        if (!reachable) {
            throw new IssuerUnavailableException("out of reach", null);
        }
        return published;
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static BearerToken token(String header) {
        String encoded = Base64.getUrlEncoder().encodeToString(header.getBytes(StandardCharsets.UTF_8));
        return BearerToken.in(List.of("Bearer " + encoded.replace("=", "") + ".e30.c2lnbmF0dXJl"))
                .orElseThrow();
    }

    private boolean has(String id) {
        return keys.include(token("{\"kid\":\"" + id + "\"}"));
    }

    @Test
    void aListIsUsedUntilItIsOld() {
        assertThat(has("first")).isTrue();
        pass(REFRESH.minusSeconds(1));
        assertThat(has("first")).isTrue();
        assertThat(asked).hasValue(1);

        pass(Duration.ofSeconds(1));
        assertThat(has("first")).isTrue();
        assertThat(asked).hasValue(2);
    }

    @Test
    void aNewKeyIsFoundWhenItIsMet() {
        assertThat(has("first")).isTrue();
        published = Set.of("first", "second");
        pass(PublishedKeys.PAUSE);

        assertThat(has("second")).isTrue();
        assertThat(has("first")).isTrue();
    }

    @Test
    void aKeyThatWasTakenBackIsGoneOnceTheListIsOld() {
        assertThat(has("first")).isTrue();
        published = Set.of("second");
        pass(REFRESH);

        assertThat(has("first")).isFalse();
    }

    @Test
    void keysThatNobodyKnowsDoNotMakeTheIssuerBusy() {
        assertThat(has("first")).isTrue();
        pass(PublishedKeys.PAUSE);

        for (int i = 0; i < 1_000; i++) {
            assertThat(has("made-up-" + i)).isFalse();
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void aTokenMustNameItsKey() {
        assertThat(keys.include(token("{}"))).isFalse();
        assertThat(keys.include(token("{\"kid\":[\"first\"]}"))).isFalse();
    }

    @Test
    void theLastListHoldsForAWhileWithoutTheIssuer() {
        assertThat(has("first")).isTrue();
        reachable = false;
        pass(OFFLINE);

        assertThat(has("first")).isTrue();
        assertThat(has("second")).isFalse();
    }

    @Test
    void nothingCanBeSaidWhenTheLastListIsTooOld() {
        assertThat(has("first")).isTrue();
        reachable = false;
        pass(OFFLINE.plusSeconds(1));

        assertThatThrownBy(() -> has("first")).isInstanceOf(IssuerUnavailableException.class);
        assertThatThrownBy(() -> has("second")).isInstanceOf(IssuerUnavailableException.class);
        assertThat(asked).hasValue(2);

        reachable = true;
        pass(PublishedKeys.PAUSE);
        assertThat(has("first")).isTrue();
    }

    @Nested
    class ASlowIssuer {

        private final ExecutorService threads = Executors.newCachedThreadPool();

        @AfterEach
        void answerAtLast() {
            answered.countDown();
            threads.shutdownNow();
        }

        private Future<Boolean> askInAnotherThread(String id) {
            slow = true;
            Future<Boolean> answer = threads.submit(() -> has(id));
            awaitOrFail(waitedFor);
            return answer;
        }

        private <T> T soon(Callable<T> question) throws Exception {
            return threads.submit(question).get(20, TimeUnit.SECONDS);
        }

        @Test
        void isWaitedForByOneThreadAndTheOthersAreToldByTheListThatThereIs() throws Exception {
            assertThat(has("first")).isTrue();
            published = Set.of("first", "second");
            pass(PublishedKeys.PAUSE);

            Future<Boolean> waiting = askInAnotherThread("second");

            assertThat(soon(() -> has("made-up"))).isFalse();
            assertThat(soon(() -> has("second"))).isFalse();
            assertThat(soon(() -> has("first"))).isTrue();
            assertThat(waiting.isDone()).isFalse();
            answered.countDown();
            assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(has("second")).isTrue();
            assertThat(asked).hasValue(2);
        }

        @Test
        void leavesNothingToSayToTheOthersWithoutAListThatHolds() {
            Future<Boolean> waiting = askInAnotherThread("first");

            assertThatThrownBy(() -> soon(() -> has("first"))).hasCauseInstanceOf(IssuerUnavailableException.class);
            assertThat(waiting.isDone()).isFalse();
        }
    }

    @Test
    void nothingCanBeSaidBeforeThereIsAList() {
        reachable = false;

        assertThatThrownBy(() -> has("first")).isInstanceOf(IssuerUnavailableException.class);
    }
}
