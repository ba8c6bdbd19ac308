-- When somebody last opened a backup of a key and read the data with it.
ALTER TABLE encryption_keys ADD COLUMN backup_verified_at timestamptz;

GRANT UPDATE (backup_verified_at) ON encryption_keys TO ${appRole};
