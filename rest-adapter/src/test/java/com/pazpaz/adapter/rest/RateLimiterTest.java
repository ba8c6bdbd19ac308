package com.pazpaz.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pazpaz.adapter.rest.RateLimiter.Decision;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private static final int MAX_BUCKETS = 3;

    /** Begins where {@link System#nanoTime} may begin as well: shortly before it overflows. */
    private final AtomicLong clock =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(1).toNanos());

    private final RateLimiter<String> limiter = limiter(new Rate(5, 2, Duration.ofSeconds(1)));

    private RateLimiter<String> limiter(Rate rate) {
        return new RateLimiter<>(rate, MAX_BUCKETS, clock::get);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static int permitted(RateLimiter<String> limiter, String key, int calls) {
        return (int) IntStream.range(0, calls)
                .filter(call -> limiter.take(key).permitted())
                .count();
    }

    @Nested
    class Permits {

        @Test
        void soManyAtOnceAndNoMore() {
            assertThat(permitted(limiter, "a", 20)).isEqualTo(5);
        }

        @Test
        void whatHasComeBackSince() {
            permitted(limiter, "a", 5);

            pass(Duration.ofMillis(1_500));

            assertThat(permitted(limiter, "a", 20)).isEqualTo(3);
        }

        @Test
        void theRateInTheLongRunHoweverOftenOneAsks() {
            permitted(limiter, "a", 5);
            int permitted = 0;
            for (int i = 0; i < 10_000; i++) {
                pass(Duration.ofMillis(10));
                permitted += permitted(limiter, "a", 3);
            }

            assertThat(permitted).isBetween(199, 200);
        }

        @Test
        void noMoreAtOnceAfterARest() {
            permitted(limiter, "a", 1);

            pass(Duration.ofSeconds(30));

            assertThat(permitted(limiter, "a", 20)).isEqualTo(5);
        }

        @Test
        void everyoneByThemselves() {
            permitted(limiter, "a", 20);

            assertThat(permitted(limiter, "b", 20)).isEqualTo(5);
        }

        @Test
        void everythingWithoutALimit() {
            assertThat(permitted(limiter(Rate.UNLIMITED), "a", 1_000)).isEqualTo(1_000);
        }

        @Test
        void noMoreToManyThreadsThanToOne() throws InterruptedException {
            var permitted = new AtomicInteger();
            var threads = IntStream.range(0, 4)
                    .mapToObj(i -> new Thread(() -> permitted.addAndGet(permitted(limiter, "a", 1_000))))
                    .toList();

            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(permitted).hasValue(5);
        }
    }

    @Nested
    class ARefusal {

        @Test
        void saysWhenThereIsATokenAgain() {
            RateLimiter<String> slow = limiter(new Rate(1, 6, Duration.ofMinutes(1)));
            slow.take("a");
            pass(Duration.ofMillis(2_500));

            Decision refused = slow.take("a");
            pass(refused.retryAfter());

            assertThat(refused.permitted()).isFalse();
            assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(8));
            assertThat(slow.take("a").permitted()).isTrue();
        }

        @Test
        void neverSaysToTryAgainAtOnce() {
            permitted(limiter, "a", 5);

            assertThat(limiter.take("a").retryAfter()).isEqualTo(Duration.ofSeconds(1));
        }

        @Test
        void isWorthANoteOnceInAWhile() {
            permitted(limiter, "a", 5);

            assertThat(limiter.take("a").worthANote()).isTrue();
            pass(Duration.ofMinutes(9));
            permitted(limiter, "a", 5);
            assertThat(limiter.take("a").worthANote()).isFalse();
            pass(Duration.ofMinutes(1));
            permitted(limiter, "a", 5);
            assertThat(limiter.take("a").worthANote()).isTrue();
        }
    }

    @Nested
    class Memory {

        @Test
        void isGivenBackByThoseWhoRest() {
            permitted(limiter, "a", 1);
            permitted(limiter, "b", 1);

            pass(Duration.ofMinutes(2));
            limiter.take("c");

            assertThat(limiter.size()).isEqualTo(1);
        }

        @Test
        void isKeptForThoseWhoWereNotedSoThatTheyAreNotNotedAgain() {
            permitted(limiter, "a", 6);

            pass(Duration.ofMinutes(2));
            limiter.take("c");
            permitted(limiter, "a", 5);

            assertThat(limiter.take("a").worthANote()).isFalse();
        }

        @Test
        void isBoundedAndTheRestSharesOneBucket() {
            for (int i = 0; i < MAX_BUCKETS; i++) {
                permitted(limiter, "known" + i, 4);
            }

            int permitted = IntStream.range(0, 1_000)
                    .map(i -> permitted(limiter, "new" + i, 1))
                    .sum();

            assertThat(permitted).isEqualTo(5);
            assertThat(limiter.size()).isEqualTo(MAX_BUCKETS);
            assertThat(permitted(limiter, "known0", 20)).isEqualTo(1);
        }

        @Test
        void isThereForOthersSoonAfterItWasFull() {
            for (int i = 0; i < MAX_BUCKETS; i++) {
                permitted(limiter, "known" + i, 1);
            }
            permitted(limiter, "new", 5);

            pass(Duration.ofSeconds(1));

            assertThat(permitted(limiter, "new", 20)).isEqualTo(5);
        }
    }

    @Test
    void aRateThatPermitsNothingIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(0, 1, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1, -1, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1, 1, Duration.ZERO));
    }
}
