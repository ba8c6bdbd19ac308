package com.pazpaz.application.port.out.keys;

/** Where a backup of keys goes, and for whom it is sealed. */
public interface KeyBackupTarget {

    /**
     * Seals and stores a backup; wiping it remains the caller's duty. Never replaces one.
     *
     * @throws InvalidBackupException if it cannot be written there, or not be sealed for whom it is meant
     */
    void write(KeyBackup backup);
}
