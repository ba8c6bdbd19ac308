package com.pazpaz.adapter.rest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that refuses to give more than so many bytes, however the body is transferred. */
final class BodyLimit extends FilterInputStream {

    private final long max;
    private long taken;

    BodyLimit(InputStream in, long max) {
        super(in);
        this.max = max;
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

    private void count(int bytes) throws ExceededException {
        taken += bytes;
        if (taken > max) {
            throw new ExceededException(max);
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
}
