-- The audit trail: who did what, by ids and names of fields, nothing of a person. What is in it stays as it is.

CREATE TABLE audit_keys (
    version        integer     PRIMARY KEY REFERENCES encryption_keys,
    key_version    integer     NOT NULL REFERENCES encryption_keys,
    authentication ciphertext  NOT NULL,
    signing        ciphertext  NOT NULL,
    verifying      text        NOT NULL CHECK (verifying COLLATE "C" ~ '^[A-Za-z0-9+/]{43}=$'),
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT authentication_version CHECK (starts_with(authentication, 'v' || key_version || ':')),
    CONSTRAINT signing_version CHECK (starts_with(signing, 'v' || key_version || ':'))
);
COMMENT ON TABLE audit_keys IS 'What authenticates events and signs checkpoints, wrapped under key_version.';

CREATE TRIGGER accept_active_key_only AFTER INSERT ON audit_keys
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION accept_active_key_only();
CREATE TRIGGER accept_active_key_only_on_update AFTER UPDATE ON audit_keys
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION accept_active_key_only();

GRANT SELECT, INSERT (version, key_version, authentication, signing, verifying),
    UPDATE (key_version, authentication, signing) ON audit_keys TO ${appRole};

CREATE OR REPLACE FUNCTION refuse_destroying_a_key_in_use() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM clients c WHERE c.key_version = NEW.version) THEN
        RAISE EXCEPTION 'Key v% cannot be destroyed: clients are encrypted under it', NEW.version
            USING ERRCODE = 'integrity_constraint_violation', HINT = 'Re-encrypt them first.';
    END IF;
    IF EXISTS (SELECT FROM audit_keys a WHERE a.key_version = NEW.version) THEN
        RAISE EXCEPTION 'Key v% cannot be destroyed: a key of the audit trail is wrapped by it', NEW.version
            USING ERRCODE = 'integrity_constraint_violation',
                  HINT = 'A node that has both keys wraps it anew as soon as it records something under the active one.';
    END IF;
    RETURN NEW;
END $$;

CREATE SEQUENCE audit_position;
GRANT USAGE ON SEQUENCE audit_position TO ${appRole};

-- By months, so that those past their time can be taken out whole.
CREATE TABLE audit_events (
    position     bigint      NOT NULL DEFAULT nextval('audit_position') CHECK (position > 0),
    id           uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    workspace_id uuid        NOT NULL,
    user_id      uuid,
    event_type   text        NOT NULL CHECK (char_length(event_type) <= 64),
    outcome      text        NOT NULL CHECK (outcome IN ('SUCCESS', 'NOT_FOUND', 'DENIED', 'UNREADABLE')),
    resource_id  text        CHECK (char_length(resource_id) <= 64),
    clients      uuid[]      NOT NULL CHECK (array_position(clients, NULL) IS NULL),
    revisions    bigint[]    NOT NULL CHECK (array_position(revisions, NULL) IS NULL),
    fields       text[]      NOT NULL CHECK (array_position(fields, NULL) IS NULL),
    details      text[]      NOT NULL CHECK (array_position(details, NULL) IS NULL),
    request_id   text        NOT NULL CHECK (char_length(request_id) <= 64),
    ip_address   text        CHECK (char_length(ip_address) <= 64),
    user_agent   text        CHECK (char_length(user_agent) <= 200),
    audit_key    integer     NOT NULL,
    mac          bytea       NOT NULL CHECK (octet_length(mac) = 32),
    PRIMARY KEY (position, created_at),
    CHECK (cardinality(clients) = cardinality(revisions)),
    CHECK (cardinality(details) % 2 = 0)
) PARTITION BY RANGE (created_at);
COMMENT ON COLUMN audit_events.position IS
    'Given out in order, and to be chosen by nobody: what is sealed next goes by it.';
COMMENT ON COLUMN audit_events.workspace_id IS 'Zeros for what belongs to no workspace, such as a login that failed.';
COMMENT ON COLUMN audit_events.fields IS 'No list has a NULL in it, or lists (array_position refuses those).';
COMMENT ON COLUMN audit_events.details IS 'Names and values in turn: counts and reasons, never content.';
COMMENT ON COLUMN audit_events.audit_key IS
    'Of audit_keys, which loses no row. A foreign key would have every event lock and write the one row in use.';

CREATE INDEX audit_events_of_workspace ON audit_events (workspace_id, created_at DESC, position DESC);
CREATE INDEX audit_events_by_id ON audit_events (workspace_id, id);

-- Which events each client is in: what is asked for by client must not walk through all events.
CREATE TABLE audit_subjects (
    workspace_id uuid        NOT NULL,
    client_id    uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    position     bigint      NOT NULL,
    PRIMARY KEY (workspace_id, client_id, created_at, position)
) PARTITION BY RANGE (created_at);

CREATE FUNCTION refuse_change() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'What is in % stays as it is: it is evidence', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER refuse_removal BEFORE DELETE ON audit_keys FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncation BEFORE TRUNCATE ON audit_keys FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncation BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON audit_subjects FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncation BEFORE TRUNCATE ON audit_subjects FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The months from this one to a year ahead, where they are missing. Runs as the owner; takes no argument.
CREATE FUNCTION prepare_audit_months() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
DECLARE
    first_of_month timestamp := date_trunc('month', now() AT TIME ZONE 'UTC');
    parent text;
    part text;
BEGIN
    PERFORM pg_advisory_xact_lock(7303);
    FOR ahead IN 0..12 LOOP
        FOREACH parent IN ARRAY ARRAY['audit_events', 'audit_subjects'] LOOP
            part := parent || to_char(first_of_month + make_interval(months => ahead), '_YYYY_MM');
            IF to_regclass(part) IS NULL THEN
                EXECUTE format('CREATE TABLE ${flyway:defaultSchema}.%I PARTITION OF ${flyway:defaultSchema}.%I FOR VALUES FROM (%L) TO (%L)', part, parent,
                    (first_of_month + make_interval(months => ahead)) || '+00',
                    (first_of_month + make_interval(months => ahead + 1)) || '+00');
                EXECUTE format('ALTER TABLE ${flyway:defaultSchema}.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', part);
                EXECUTE format('CREATE TRIGGER refuse_truncation BEFORE TRUNCATE ON ${flyway:defaultSchema}.%I'
                    ' FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', part);
            END IF;
        END LOOP;
    END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION prepare_audit_months() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION prepare_audit_months() TO ${appRole};
SELECT prepare_audit_months();

ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON audit_events TO CURRENT_USER USING (true);
CREATE POLICY application ON audit_events TO ${appRole} USING (workspace_id = (SELECT current_workspace()));

ALTER TABLE audit_subjects ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON audit_subjects TO CURRENT_USER USING (true);
CREATE POLICY application ON audit_subjects TO ${appRole} USING (workspace_id = (SELECT current_workspace()));

GRANT SELECT, INSERT (id, created_at, workspace_id, user_id, event_type, outcome, resource_id, clients, revisions, fields,
    details, request_id, ip_address, user_agent, audit_key, mac) ON audit_events TO ${appRole};
GRANT SELECT, INSERT ON audit_subjects TO ${appRole};

-- Batches of events in an order that is fixed from then on, each chained to the one before, with a signed checkpoint.
CREATE TABLE audit_seals (
    number     bigint      PRIMARY KEY CHECK (number >= 1),
    positions  bigint[]    NOT NULL CHECK (cardinality(positions) >= 1 AND array_position(positions, NULL) IS NULL),
    macs       bytea[]     NOT NULL CHECK (array_position(macs, NULL) IS NULL),
    highest    bigint      NOT NULL,
    size       bigint      NOT NULL,
    first_at   timestamptz NOT NULL CHECK (isfinite(first_at)),
    last_at    timestamptz NOT NULL CHECK (isfinite(last_at)),
    head       text        NOT NULL CHECK (head COLLATE "C" ~ '^[A-Za-z0-9+/]{43}=$'),
    checkpoint text        NOT NULL,
    sealed_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (cardinality(positions) = cardinality(macs))
);
COMMENT ON COLUMN audit_seals.highest IS
    'The highest position in this seal and all before it, by the trigger: what is sealed next goes by it.';

-- One seal that is not the next one, or that nobody can read, would be in the way of all that come after it.
CREATE FUNCTION accept_next_seal_only() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
DECLARE
    previous record;
BEGIN
    SELECT s.number, s.highest INTO previous FROM audit_seals s ORDER BY s.number DESC LIMIT 1;
    IF NEW.number <> coalesce(previous.number, 0) + 1 THEN
        RAISE EXCEPTION 'A seal has the number after the last one' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT FROM unnest(NEW.macs) mac WHERE octet_length(mac) IS DISTINCT FROM 32) THEN
        RAISE EXCEPTION 'A seal has MACs of 32 bytes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    NEW.highest := greatest(previous.highest, (SELECT max(p) FROM unnest(NEW.positions) p));
    RETURN NEW;
END $$;
CREATE TRIGGER accept_next_seal_only BEFORE INSERT ON audit_seals
    FOR EACH ROW EXECUTE FUNCTION accept_next_seal_only();

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON audit_seals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncation BEFORE TRUNCATE ON audit_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT (number, positions, macs, size, first_at, last_at, head, checkpoint) ON audit_seals TO ${appRole};

-- Runs as the owner, who sees every workspace: positions and MACs, nothing of an event. Positions are given out in order, and
-- a transaction is over within two minutes: what had a position three minutes before the last sealing was there for it to see,
-- and only what is above that is looked at again.
CREATE FUNCTION unsealed_audit_events(most integer)
    RETURNS TABLE (event_position bigint, event_mac bytea, recorded_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
    WITH last AS (SELECT s.sealed_at FROM audit_seals s ORDER BY s.number DESC LIMIT 1),
         settled AS (SELECT s.number, s.highest FROM audit_seals s
                      WHERE s.sealed_at < (SELECT sealed_at FROM last) - interval '3 minutes'
                      ORDER BY s.number DESC LIMIT 1),
         done AS (SELECT unnest(s.positions) AS position, unnest(s.macs) AS mac FROM audit_seals s
                   WHERE s.number > coalesce((SELECT number FROM settled), 0))
    SELECT e.position, e.mac, e.created_at FROM audit_events e LEFT JOIN done d ON d.position = e.position AND d.mac = e.mac
     WHERE e.position > coalesce((SELECT highest FROM settled), 0) AND d.position IS NULL
     ORDER BY e.position LIMIT most
$$;

-- The same wherever their positions are, for a look once a day. The one above believes the clock and the positions: what is
-- committed after the clock has jumped ahead, or later than a transaction may take, is below what is settled by then, and so is
-- all that comes after an event that somebody put in at a huge position. None of that may leave an event unsealed for good. A
-- seal's last_at is never before the time of an event in it, so the seals of two months have all events of two months.
CREATE FUNCTION overlooked_audit_events(most integer)
    RETURNS TABLE (event_position bigint, event_mac bytea, recorded_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
    WITH done AS (SELECT unnest(s.positions) AS position, unnest(s.macs) AS mac FROM audit_seals s
                   WHERE s.last_at >= now() - interval '2 months')
    SELECT e.position, e.mac, e.created_at FROM audit_events e LEFT JOIN done d ON d.position = e.position AND d.mac = e.mac
     WHERE e.created_at >= now() - interval '2 months' AND d.position IS NULL
     ORDER BY e.position LIMIT most
$$;
REVOKE EXECUTE ON FUNCTION unsealed_audit_events(integer), overlooked_audit_events(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION unsealed_audit_events(integer), overlooked_audit_events(integer) TO ${appRole};
