package com.pazpaz.adapter.crypto.planted;

import java.util.concurrent.ThreadLocalRandom;

/** Nonces that can be predicted. */
public final class GuessesNonces {

    private GuessesNonces() {}

    public static int fromTheThread() {
        return ThreadLocalRandom.current().nextInt();
    }

    public static double fromMath() {
        return Math.random();
    }
}
