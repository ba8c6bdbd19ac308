package com.pazpaz.adapter.batch;

import com.pazpaz.application.port.in.WorkShare;

/** A share of some work, as reader and writer of one partition pass it on. */
final class WorkProgress {

    private final WorkShare share;
    private boolean ended;

    WorkProgress(WorkShare share) {
        this.share = share;
    }

    boolean isEnded() {
        return ended;
    }

    void next() {
        ended = !share.next();
    }
}
