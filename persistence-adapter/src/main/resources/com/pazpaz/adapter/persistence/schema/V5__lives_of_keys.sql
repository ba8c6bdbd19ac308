-- What leading keys through their states takes: which nodes have loaded which keys, and what is encrypted under each.

-- A state is changed by who sees what is committed: an older snapshot would miss records that need the key.
CREATE OR REPLACE FUNCTION lock_key_states() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
BEGIN
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'States of keys are changed in READ COMMITTED transactions only'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock(7301);
    RETURN NULL;
END $$;

-- A key that nothing is encrypted under may be destroyed whatever became of it before, but for the active one.
CREATE OR REPLACE FUNCTION keep_key_history() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state NOT IN ('PRE_ACTIVE', 'ACTIVE') THEN
            RAISE EXCEPTION 'A key is registered as PRE_ACTIVE or ACTIVE, not as %', NEW.state
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSE
        IF (NEW.version, NEW.check_value, NEW.created_at)
                IS DISTINCT FROM (OLD.version, OLD.check_value, OLD.created_at) THEN
            RAISE EXCEPTION 'Version, check value and creation of key v% are fixed', OLD.version
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
                ('PRE_ACTIVE', 'ACTIVE'), ('PRE_ACTIVE', 'COMPROMISED'), ('PRE_ACTIVE', 'DESTROYED'),
                ('ACTIVE', 'DEACTIVATED'), ('ACTIVE', 'COMPROMISED'),
                ('DEACTIVATED', 'COMPROMISED'), ('DEACTIVATED', 'DESTROYED'),
                ('COMPROMISED', 'DESTROYED')) THEN
            RAISE EXCEPTION 'Key v% is %: it cannot become %', OLD.version, OLD.state, NEW.state
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        NEW.activated_at := OLD.activated_at;
        NEW.deactivated_at := OLD.deactivated_at;
        NEW.compromised_at := OLD.compromised_at;
        NEW.destroyed_at := OLD.destroyed_at;
        IF NEW.state = OLD.state THEN
            RETURN NEW;
        END IF;
    END IF;
    CASE NEW.state
        WHEN 'ACTIVE' THEN NEW.activated_at := now();
        WHEN 'DEACTIVATED' THEN NEW.deactivated_at := now();
        WHEN 'COMPROMISED' THEN NEW.compromised_at := now();
        WHEN 'DESTROYED' THEN NEW.destroyed_at := now();
        ELSE NULL;
    END CASE;
    RETURN NEW;
END $$;

-- Runs as the owner, who sees every workspace: counts and ids, nothing of a record.
CREATE FUNCTION records_by_key() RETURNS TABLE (key_version integer, workspace_id uuid, records bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
    SELECT c.key_version, c.workspace_id, count(*) FROM clients c GROUP BY c.key_version, c.workspace_id
$$;
REVOKE EXECUTE ON FUNCTION records_by_key() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION records_by_key() TO ${appRole};

CREATE TABLE nodes (
    instance uuid        PRIMARY KEY,
    name     text        NOT NULL,
    loaded   integer[]   NOT NULL,
    seen_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE nodes IS 'The running instances of PazPaz, and the versions of the keys that each has loaded.';

GRANT SELECT, INSERT, UPDATE, DELETE ON nodes TO ${appRole};
