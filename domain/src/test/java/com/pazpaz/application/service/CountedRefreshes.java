package com.pazpaz.application.service;

import com.pazpaz.application.port.in.RefreshKeysUseCase;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts refreshes, and does what a test wants done at each. */
public final class CountedRefreshes implements RefreshKeysUseCase {

    private final AtomicInteger count = new AtomicInteger();
    private final Runnable atEach;

    public CountedRefreshes() {
        this(() -> {});
    }

    CountedRefreshes(Runnable atEach) {
        this.atEach = atEach;
    }

    int count() {
        return count.get();
    }

    @Override
    public boolean refresh() {
        count.incrementAndGet();
        atEach.run();
        return true;
    }

    @Override
    public boolean refreshOnce() {
        return refresh();
    }
}
