package com.pazpaz.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NonceSourceTest {

    /** Counts instead of being random, and keeps the array that it filled, as a debugger would see it. */
    private static final class Counting extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private byte[] filled = {};
        private int draws;

        @Override
        public void nextBytes(byte[] bytes) {
            draws++;
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (1 + i % 251);
            }
            filled = bytes;
        }
    }

    @Test
    void handsOutEveryDrawnByteOnceAndForgetsIt() {
        var random = new Counting();
        var nonces = new NonceSource(random);
        var nonce = new byte[14];

        nonces.next(nonce, 1);
        assertThat(nonce).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0);
        assertThat(Arrays.copyOf(random.filled, 13)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 13);

        nonces.next(nonce, 1);
        assertThat(nonce).containsExactly(0, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 0);
        assertThat(Arrays.copyOfRange(random.filled, 12, 25)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 25);
    }

    @Test
    void drawsANewBlockWhenOneIsUsedUp() {
        var random = new Counting();
        var nonces = new NonceSource(random);
        var nonce = new byte[12];

        for (int i = 0; i < 256; i++) {
            nonces.next(nonce, 0);
        }
        assertThat(random.draws).isEqualTo(1);
        assertThat(random.filled).containsOnly(0);

        nonces.next(nonce, 0);
        assertThat(random.draws).isEqualTo(2);
    }

    @Test
    void neverRepeats() {
        var nonces = new NonceSource(new SecureRandom());
        Set<String> seen = new HashSet<>();
        var nonce = new byte[12];

        for (int i = 0; i < 100_000; i++) {
            nonces.next(nonce, 0);
            seen.add(HexFormat.of().formatHex(nonce));
        }

        assertThat(seen).hasSize(100_000);
    }
}
