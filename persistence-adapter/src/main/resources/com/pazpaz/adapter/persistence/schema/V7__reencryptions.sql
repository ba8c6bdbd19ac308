-- Re-encryptions: what was asked for, and what could not be done. What is still to be done the records say themselves.

-- Which records are under which key, without reading them.
CREATE INDEX clients_by_key ON clients (key_version, workspace_id, id);

CREATE TABLE reencryptions (
    id              uuid        PRIMARY KEY,
    state           text        NOT NULL
                                CHECK (state IN ('RUNNING', 'PAUSED', 'STOPPED', 'COMPLETED', 'COMPLETED_WITH_FAILURES')),
    rows_per_second integer     CHECK (rows_per_second >= 1),
    parallelism     integer     NOT NULL CHECK (parallelism BETWEEN 1 AND 8),
    urgent          boolean     NOT NULL,
    total           bigint      NOT NULL CHECK (total >= 0),
    started_at      timestamptz NOT NULL DEFAULT now(),
    finished_at     timestamptz,
    paused_at       timestamptz,
    paused          interval    NOT NULL DEFAULT '0',
    remaining       bigint      CHECK (remaining >= 0)
);
COMMENT ON COLUMN reencryptions.remaining IS 'How many records were left when it ended.';

-- One at a time.
CREATE UNIQUE INDEX reencryptions_one_under_way ON reencryptions ((true)) WHERE state IN ('RUNNING', 'PAUSED');

CREATE TABLE reencryption_failures (
    reencryption_id uuid    NOT NULL REFERENCES reencryptions,
    workspace_id    uuid    NOT NULL,
    record_type     text    NOT NULL,
    record_id       uuid    NOT NULL,
    key_version     integer NOT NULL,
    revision        bigint  NOT NULL,
    reason          text    NOT NULL,
    PRIMARY KEY (reencryption_id, workspace_id, record_type, record_id)
);
COMMENT ON TABLE reencryption_failures IS 'Records that could not be re-encrypted: ids and reasons, nothing of a record.';

GRANT SELECT, INSERT (id, state, rows_per_second, parallelism, urgent, total),
    UPDATE (state, rows_per_second, parallelism, urgent, finished_at, paused_at, paused, remaining)
    ON reencryptions TO ${appRole};
ALTER TABLE reencryption_failures ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON reencryption_failures TO CURRENT_USER USING (true);
CREATE POLICY application ON reencryption_failures TO ${appRole} USING (workspace_id = (SELECT current_workspace()));
GRANT SELECT, INSERT, UPDATE ON reencryption_failures TO ${appRole};

-- Runs as the owner, who sees every workspace: ids and reasons, nothing of a record.
CREATE FUNCTION records_set_aside(run uuid) RETURNS SETOF reencryption_failures
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
    SELECT * FROM reencryption_failures f WHERE f.reencryption_id = run
$$;
REVOKE EXECUTE ON FUNCTION records_set_aside(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION records_set_aside(uuid) TO ${appRole};

-- Runs as the owner, who sees every workspace: whether, and nothing of a record. Two ranges of the index, which "other than"
-- is none of.
CREATE FUNCTION is_anything_left_to_reencrypt(run uuid, active integer) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM clients c
         WHERE (c.key_version < active OR c.key_version > active)
           AND NOT EXISTS (SELECT FROM reencryption_failures f
                            WHERE f.reencryption_id = run AND f.workspace_id = c.workspace_id
                              AND f.record_type = 'client' AND f.record_id = c.id AND f.revision = c.revision))
$$;
REVOKE EXECUTE ON FUNCTION is_anything_left_to_reencrypt(uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_anything_left_to_reencrypt(uuid, integer) TO ${appRole};

-- What an emergency begins with. One entry of the index for each workspace, however many records it has.
CREATE INDEX clients_by_time ON clients (workspace_id, updated_at);

-- Runs as the owner, who sees every workspace: ids and a time, nothing of a record.
CREATE FUNCTION last_writes() RETURNS TABLE (workspace_id uuid, written_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
    SELECT last.id, last.written_at
      FROM (SELECT w.id, (SELECT max(c.updated_at) FROM clients c WHERE c.workspace_id = w.id) AS written_at
              FROM workspaces w) last
     WHERE last.written_at IS NOT NULL
$$;
REVOKE EXECUTE ON FUNCTION last_writes() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION last_writes() TO ${appRole};

-- Who marked a key as compromised, and why. What is noted once stays.
ALTER TABLE encryption_keys
    ADD COLUMN compromised_by    uuid,
    ADD COLUMN compromise_reason text CHECK (char_length(compromise_reason) BETWEEN 1 AND 500);
GRANT UPDATE (compromised_by, compromise_reason) ON encryption_keys TO ${appRole};

CREATE FUNCTION keep_compromise() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
BEGIN
    IF NEW.state <> 'COMPROMISED' OR OLD.compromise_reason IS NOT NULL THEN
        NEW.compromised_by := OLD.compromised_by;
        NEW.compromise_reason := OLD.compromise_reason;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER keep_compromise BEFORE UPDATE ON encryption_keys
    FOR EACH ROW EXECUTE FUNCTION keep_compromise();

CREATE TABLE compromised_records (
    key_version  integer NOT NULL REFERENCES encryption_keys,
    workspace_id uuid    NOT NULL,
    records      bigint  NOT NULL CHECK (records > 0),
    PRIMARY KEY (key_version, workspace_id)
);
COMMENT ON TABLE compromised_records IS 'How many records were under a key when it was marked as compromised.';

CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON compromised_records
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal();

ALTER TABLE compromised_records ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON compromised_records TO CURRENT_USER USING (true);

-- Runs as the owner, who sees every workspace: counts and ids, nothing of a record.
CREATE FUNCTION compromised_records_by_key() RETURNS TABLE (key_version integer, workspace_id uuid, records bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
    SELECT c.key_version, c.workspace_id, c.records FROM compromised_records c
$$;
REVOKE EXECUTE ON FUNCTION compromised_records_by_key() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION compromised_records_by_key() TO ${appRole};

-- Runs as the owner, who sees every workspace. Whoever changes a state keeps writers out, so the counts are exact.
CREATE FUNCTION count_compromised_records() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
BEGIN
    INSERT INTO compromised_records (key_version, workspace_id, records)
    SELECT r.key_version, r.workspace_id, r.records FROM records_by_key() r WHERE r.key_version = NEW.version;
    RETURN NULL;
END $$;

CREATE TRIGGER count_compromised_records AFTER UPDATE ON encryption_keys
    FOR EACH ROW WHEN (NEW.state = 'COMPROMISED' AND OLD.state <> 'COMPROMISED')
    EXECUTE FUNCTION count_compromised_records();
