-- The form of ciphertexts, and what all nodes agree on about the key-encryption keys. The keys themselves are elsewhere.

REVOKE CREATE ON SCHEMA ${flyway:defaultSchema} FROM PUBLIC;
GRANT USAGE ON SCHEMA ${flyway:defaultSchema} TO ${appRole};

-- The application asks which version the schema has.
GRANT SELECT ON ${flyway:table} TO ${appRole};

-- v1:nonce:ciphertext:tag, each part canonical base64url (RFC 4648 section 5): where its last character carries bits that
-- no byte needs, they are zero. COLLATE "C" makes the ranges mean ASCII wherever the database was created. Lengths are
-- counted beside the pattern: counted within it they cost four times as much, eleven times a row.
CREATE DOMAIN ciphertext AS text
    CONSTRAINT ciphertext_form CHECK (
        VALUE COLLATE "C" ~ '^v[1-9][0-9]*:[A-Za-z0-9_-]+:[A-Za-z0-9_-]*:[A-Za-z0-9_-]+$'
        AND octet_length(split_part(VALUE, ':', 1)) <= 10
        AND octet_length(split_part(VALUE, ':', 2)) = 16
        AND CASE octet_length(split_part(VALUE, ':', 3)) % 4
                WHEN 1 THEN false
                WHEN 2 THEN strpos('AQgw', right(split_part(VALUE, ':', 3), 1)) > 0
                WHEN 3 THEN strpos('AEIMQUYcgkosw048', right(split_part(VALUE, ':', 3), 1)) > 0
                ELSE true
            END
        AND octet_length(split_part(VALUE, ':', 4)) = 22
        AND strpos('AQgw', right(VALUE, 1)) > 0);
COMMENT ON DOMAIN ciphertext IS 'An encrypted value, v1:nonce:ciphertext:tag. Plaintext is refused.';

CREATE TABLE encryption_keys (
    version        integer     PRIMARY KEY CHECK (version BETWEEN 1 AND 999999999),
    state          text        NOT NULL
                               CHECK (state IN ('PRE_ACTIVE', 'ACTIVE', 'DEACTIVATED', 'COMPROMISED', 'DESTROYED')),
    check_value    bytea       NOT NULL CHECK (octet_length(check_value) = 16),
    created_at     timestamptz NOT NULL DEFAULT now(),
    activated_at   timestamptz,
    deactivated_at timestamptz,
    compromised_at timestamptz,
    destroyed_at   timestamptz
);
COMMENT ON TABLE encryption_keys IS 'States and check values of the key-encryption keys (NIST SP 800-57).';

CREATE UNIQUE INDEX encryption_keys_one_active ON encryption_keys (state) WHERE state = 'ACTIVE';

-- Whoever writes rows holds this lock shared until the end of its transaction; whoever changes the state of a key holds
-- it alone. So a state changes only when nothing is under way that relied on the one before.
CREATE FUNCTION lock_key_states() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7301);
    RETURN NULL;
END $$;

CREATE TRIGGER a_lock_key_states BEFORE UPDATE ON encryption_keys
    FOR EACH STATEMENT EXECUTE FUNCTION lock_key_states();

-- For AFTER triggers with a transition table named "written".
CREATE FUNCTION accept_active_key_only() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
DECLARE
    refused integer;
BEGIN
    -- An older snapshot would show a state that is no more.
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'Encrypted rows are written in READ COMMITTED transactions only'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock_shared(7301);
    SELECT w.key_version INTO refused
      FROM (SELECT DISTINCT key_version FROM written) w
     WHERE NOT EXISTS (SELECT FROM encryption_keys k WHERE k.version = w.key_version AND k.state = 'ACTIVE')
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Key v% is not active: nothing is written under it', refused
            USING ERRCODE = 'PZ001', HINT = 'Refresh the keys of the node and encrypt anew.';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION keep_key_history() RETURNS trigger
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
                ('PRE_ACTIVE', 'ACTIVE'), ('ACTIVE', 'DEACTIVATED'), ('DEACTIVATED', 'DESTROYED'),
                ('PRE_ACTIVE', 'COMPROMISED'), ('ACTIVE', 'COMPROMISED'), ('DEACTIVATED', 'COMPROMISED')) THEN
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

CREATE TRIGGER keep_key_history BEFORE INSERT OR UPDATE ON encryption_keys
    FOR EACH ROW EXECUTE FUNCTION keep_key_history();

CREATE FUNCTION refuse_removal() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % stay: they are the history of the keys', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON encryption_keys
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal();

GRANT SELECT, INSERT (version, state, check_value), UPDATE (state) ON encryption_keys TO ${appRole};
