package com.pazpaz.application.port.out.keys;

/** A sealed backup of keys, and what opens it. */
public interface KeyBackupSource {

    /**
     * Opens the backup, which the caller closes.
     *
     * @throws InvalidBackupException if it is not there, cannot be opened, or is not a whole backup of keys
     */
    KeyBackup read();
}
