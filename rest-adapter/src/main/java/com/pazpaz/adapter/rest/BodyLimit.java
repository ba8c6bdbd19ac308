package com.pazpaz.adapter.rest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A stream that refuses to give more than so many bytes, and to go on for longer than so long, however the body is
 * transferred.
 *
 * <p>A single read waits as long as the server does for the next bytes; the time is looked at after it.
 */
final class BodyLimit extends FilterInputStream {

    /** No body that anyone means to send takes longer. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final long max;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final long begun;
    private long taken;

    /** A limit of bytes alone, for a body of which nobody can say how long it may take. */
    BodyLimit(InputStream in, long max) {
        this(in, max, LONGEST, System::nanoTime);
    }

    BodyLimit(InputStream in, long max, Duration patience, LongSupplier nanoTime) {
        super(in);
        this.max = max;
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
            count(1);
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            count(read);
        }
        return read;
    }

    private void count(int bytes) throws IOException {
        taken += bytes;
        if (taken > max) {
            throw new ExceededException(max);
        }
        if (nanoTime.getAsLong() - begun > patience.toNanos()) {
            throw new TooSlowException(patience);
        }
    }

    /** More was sent than is taken. */
    static final class ExceededException extends IOException {

        private static final long serialVersionUID = 1L;

        private final long max;

        ExceededException(long max) {
            super("The body has more than " + max + " bytes");
            this.max = max;
        }

        long max() {
            return max;
        }
    }

    /** It was sent too slowly. */
    static final class TooSlowException extends IOException {

        private static final long serialVersionUID = 1L;

        TooSlowException(Duration patience) {
            super("The body took longer than " + patience.toSeconds() + " seconds");
        }
    }
}
