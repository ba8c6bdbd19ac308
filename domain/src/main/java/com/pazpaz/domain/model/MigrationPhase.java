package com.pazpaz.domain.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a database that held plaintext has come on its way to ciphertext. One step at a time, each in this order. */
public enum MigrationPhase {
    /** There is room for ciphertext beside the plaintext, and every row counts as not encrypted yet. */
    PREPARED,
    /** Whatever PazPaz writes, it writes to both halves; it reads the plaintext. */
    DUAL_WRITE,
    /** What is there in plaintext alone is encrypted, and whatever others write in plaintext from now on. */
    BACKFILLING,
    /** Every row was decrypted and compared with its plaintext. */
    VERIFIED,
    /** PazPaz reads the ciphertext, and still writes both. */
    READ_ENCRYPTED,
    /** The plaintext is written by nobody any more. From here on there is no way back. */
    ENCRYPTED_ONLY,
    /** The plaintext is gone. */
    DROPPED;

    /** The one after this. */
    public Optional<MigrationPhase> next() {
        return Arrays.stream(values())
                .filter(phase -> phase.compareTo(this) > 0)
                .findFirst();
    }

    /** The one before this, to which everything that was written can be taken along; none from where there is no way back. */
    public Optional<MigrationPhase> previous() {
        return Arrays.stream(values())
                .filter(phase -> writesPlaintext() && phase.next().equals(Optional.of(this)))
                .findFirst();
    }

    /** Whether PazPaz reads the plaintext of every row, not only of those that are not encrypted yet. */
    public boolean readsPlaintext() {
        return compareTo(READ_ENCRYPTED) < 0;
    }

    /** Whether the plaintext is kept up with what is written. */
    public boolean writesPlaintext() {
        return compareTo(ENCRYPTED_ONLY) < 0;
    }

    /** Whether rows that are there in plaintext alone are encrypted as soon as they are found. */
    public boolean backfills() {
        return compareTo(BACKFILLING) >= 0 && writesPlaintext();
    }

    /** The step of {@code ./pazpaz migrate} that leads here. */
    public String step() {
        return switch (this) {
            case PREPARED -> "prepare";
            case BACKFILLING -> "backfill";
            case VERIFIED -> "verify";
            case DROPPED -> "drop";
            default -> name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}
