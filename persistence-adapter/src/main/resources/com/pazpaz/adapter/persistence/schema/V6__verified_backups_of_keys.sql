-- When somebody last opened a backup of a key and read the data with it.
ALTER TABLE encryption_keys ADD COLUMN backup_verified_at timestamptz;

GRANT UPDATE (backup_verified_at) ON encryption_keys TO ${appRole};

-- A node is seen when the database says so: nobody stays alive for ever, or was alive before.
CREATE FUNCTION see_node_now() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
BEGIN
    NEW.seen_at := now();
    RETURN NEW;
END $$;

CREATE TRIGGER see_node_now BEFORE INSERT OR UPDATE ON nodes
    FOR EACH ROW EXECUTE FUNCTION see_node_now();
