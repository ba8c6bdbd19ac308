package com.pazpaz.application.service;

import java.time.Duration;

/** How a thread waits. */
public interface Pauses {

    /** Sleeps, and returns at once, with the thread still interrupted, if someone wants it to end. */
    Pauses SLEEPING = time -> {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    };

    void pause(Duration time);
}
