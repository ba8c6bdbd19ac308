package com.pazpaz.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BodyLimitTest {

    private static final int MAX = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);

    private BodyLimit limited(InputStream body) {
        return new BodyLimit(body, MAX, PATIENCE, clock::get);
    }

    /** A body that sends a byte each time it is asked, so long after the one before. */
    private InputStream sent(int bytes, Duration pause) {
        return new InputStream() {
            private int left = bytes;

            @Override
            public int read() {
                clock.addAndGet(pause.toNanos());
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int next = length == 0 ? 0 : read();
                if (next <= 0) {
                    return next;
                }
                buffer[offset] = (byte) next;
                return 1;
            }
        };
    }

    @Test
    void givesABodyOfJustTheLargestSize() throws IOException {
        assertThat(limited(new ByteArrayInputStream(new byte[MAX])).readAllBytes())
                .hasSize(MAX);
    }

    @Test
    void givesNoMoreThanThatHoweverItIsAskedFor() {
        assertThatExceptionOfType(BodyLimit.ExceededException.class)
                .isThrownBy(() ->
                        limited(new ByteArrayInputStream(new byte[MAX + 1])).readAllBytes());
        assertThatExceptionOfType(BodyLimit.ExceededException.class).isThrownBy(() -> {
            BodyLimit body = limited(new ByteArrayInputStream(new byte[MAX + 1]));
            while (body.read() >= 0) {
                // on to the end
            }
        });
    }

    @Test
    void waitsForASenderWhoIsNotTooSlow() throws IOException {
        assertThat(limited(sent(MAX, Duration.ofSeconds(3))).readAllBytes()).hasSize(MAX);
    }

    @Test
    void doesNotWaitForABodyThatComesByteByByte() {
        assertThatExceptionOfType(BodyLimit.TooSlowException.class)
                .isThrownBy(() -> limited(sent(MAX, Duration.ofSeconds(4))).readAllBytes());
    }
}
