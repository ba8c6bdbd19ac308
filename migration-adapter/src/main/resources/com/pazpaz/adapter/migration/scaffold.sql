-- What stands beside the table of plaintext while it is migrated. ${…} is filled in by MigrationScaffold. Every statement can
-- be run again, after whatever interrupted it.

CREATE SCHEMA IF NOT EXISTS pazpaz_migration;
GRANT USAGE ON SCHEMA pazpaz_migration TO ${appRole};

-- One row. Whoever relies on the phase holds the advisory lock 7305 shared until the end of its transaction; whoever moves it,
-- alone.
CREATE TABLE IF NOT EXISTS pazpaz_migration.state (
    one             boolean     PRIMARY KEY DEFAULT true CHECK (one),
    phase           text        NOT NULL CHECK (phase IN (${phases})),
    seeded          boolean     NOT NULL DEFAULT false,
    rows_per_second integer     CHECK (rows_per_second >= 1),
    parallelism     integer     NOT NULL DEFAULT 1 CHECK (parallelism BETWEEN 1 AND 8),
    since           timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN pazpaz_migration.state.seeded IS 'Whether every row that was there before is marked.';
GRANT SELECT ON pazpaz_migration.state TO ${appRole};

CREATE TABLE IF NOT EXISTS pazpaz_migration.columns (
    field text PRIMARY KEY,
    kind  text NOT NULL CHECK (kind IN ('TEXT', 'DATE', 'ARRAY', 'JSON', 'JSONB', 'BYTES')),
    form  text
);
COMMENT ON COLUMN pazpaz_migration.columns.form IS 'How its values are encrypted already, as the operator said; NULL for plaintext.';
GRANT SELECT ON pazpaz_migration.columns TO ${appRole};

-- The marks: rows whose plaintext has no ciphertext, or an older one.
CREATE TABLE IF NOT EXISTS pazpaz_migration.pending (
    workspace_id   uuid        NOT NULL,
    id             uuid        NOT NULL,
    revision       bigint      NOT NULL,
    edits          bigint      NOT NULL,
    order_revision bigint      NOT NULL DEFAULT 0,
    marked_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (workspace_id, id)
);
COMMENT ON COLUMN pazpaz_migration.pending.marked_at IS 'When it was first marked, if it has been all the time since.';
ALTER TABLE pazpaz_migration.pending ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS owner ON pazpaz_migration.pending;
CREATE POLICY owner ON pazpaz_migration.pending TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS application ON pazpaz_migration.pending;
CREATE POLICY application ON pazpaz_migration.pending TO ${appRole} USING (workspace_id = (SELECT ${schema}.current_workspace()));
GRANT SELECT, DELETE ON pazpaz_migration.pending TO ${appRole};

-- Ids, names of fields and of rules; nothing of a value.
CREATE TABLE IF NOT EXISTS pazpaz_migration.findings (
    workspace_id uuid NOT NULL,
    client_id    uuid NOT NULL,
    field        text NOT NULL,
    finding      text NOT NULL,
    PRIMARY KEY (workspace_id, client_id, field)
);
ALTER TABLE pazpaz_migration.findings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS owner ON pazpaz_migration.findings;
CREATE POLICY owner ON pazpaz_migration.findings TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS application ON pazpaz_migration.findings;
CREATE POLICY application ON pazpaz_migration.findings TO ${appRole} USING (workspace_id = (SELECT ${schema}.current_workspace()));
GRANT SELECT, INSERT, DELETE ON pazpaz_migration.findings TO ${appRole};

-- All that the application sees of the table: the workspace that it has named. The table itself is not touched, so whoever else
-- uses it notices nothing.
CREATE OR REPLACE VIEW pazpaz_migration.plaintext WITH (security_barrier) AS
    SELECT workspace_id, id, consent_status, is_active, created_at, updated_at, ${fields}
      FROM public.clients WHERE workspace_id = ${schema}.current_workspace()
    WITH CHECK OPTION;
GRANT SELECT, INSERT, UPDATE ON pazpaz_migration.plaintext TO ${appRole};

-- Runs as the owner, who sees every workspace: counts and ids, nothing of a row.
CREATE OR REPLACE FUNCTION pazpaz_migration.pending_by_workspace() RETURNS TABLE (workspace_id uuid, rows bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pazpaz_migration, pg_temp AS $$
    SELECT p.workspace_id, count(*) FROM pending p GROUP BY p.workspace_id
$$;
CREATE OR REPLACE FUNCTION pazpaz_migration.workspaces() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, ${schema}, pg_temp AS $$
    SELECT id FROM workspaces UNION SELECT workspace_id FROM public.clients
$$;

-- The view is a barrier, behind which PostgreSQL does not read in the order of an index: the rest of the workspace would be read
-- and sorted for every batch. Planned with its parameters, since without them PostgreSQL takes a batch for a tenth of the table.
CREATE OR REPLACE FUNCTION pazpaz_migration.next_ids(after uuid, most integer) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, ${schema}, pg_temp
    SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    RETURN QUERY SELECT c.id FROM public.clients c
        WHERE c.workspace_id = current_workspace()
          AND c.id >= coalesce(after, '00000000-0000-0000-0000-000000000000') AND c.id IS DISTINCT FROM after
        ORDER BY c.id LIMIT most;
END $$;

-- A row was written in plaintext: its next revision is one that the ciphertext has not had.
CREATE OR REPLACE FUNCTION pazpaz_migration.mark(workspace uuid, client uuid, moved boolean) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, ${schema}, pazpaz_migration, pg_temp AS $$
DECLARE
    placed bigint := 0;
BEGIN
    IF moved THEN
        -- Once a transaction, however many clients it moves.
        INSERT INTO workspaces AS w (id, order_revision) VALUES (workspace, 1)
            ON CONFLICT (id) DO UPDATE SET order_revision = w.order_revision + 1
            WHERE w.xmin <> pg_current_xact_id()::xid;
        SELECT w.order_revision INTO placed FROM workspaces w WHERE w.id = workspace;
    END IF;
    INSERT INTO pending AS p (workspace_id, id, revision, edits, order_revision)
        SELECT workspace, client, coalesce(max(e.revision), 0) + 1, coalesce(max(e.edits), 0) + 1, placed
          FROM clients e WHERE e.workspace_id = workspace AND e.id = client
        ON CONFLICT (workspace_id, id) DO UPDATE
            SET revision = greatest(p.revision, excluded.revision - 1) + 1,
                edits = p.edits + 1,
                order_revision = greatest(p.order_revision, excluded.order_revision);
END $$;

CREATE OR REPLACE FUNCTION pazpaz_migration.forget(workspace uuid, client uuid) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, ${schema}, pazpaz_migration, pg_temp AS $$
BEGIN
    DELETE FROM pending p WHERE p.workspace_id = workspace AND p.id = client;
    DELETE FROM findings f WHERE f.workspace_id = workspace AND f.client_id = client;
    DELETE FROM clients e WHERE e.workspace_id = workspace AND e.id = client;
    UPDATE workspaces w SET order_revision = w.order_revision + 1
     WHERE w.id = workspace AND w.xmin <> pg_current_xact_id()::xid;
END $$;

-- Runs as the owner: whoever writes plaintext need not know of any of this. Who writes both halves leaves no mark. It runs when
-- a transaction ends: the lock of the list's order is held for that long, and keeps nobody waiting in the middle of his work.
CREATE OR REPLACE FUNCTION pazpaz_migration.mark_row() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pazpaz_migration, pg_temp AS $$
BEGIN
    -- Whoever it is may set this; that it is true, only of the application.
    IF session_user = ${appLogin} AND current_setting('pazpaz.halves', true) = 'both' THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'DELETE' THEN
        PERFORM forget(OLD.workspace_id, OLD.id);
    ELSIF TG_OP = 'INSERT' THEN
        PERFORM mark(NEW.workspace_id, NEW.id, true);
    ELSIF (OLD.workspace_id, OLD.id) IS DISTINCT FROM (NEW.workspace_id, NEW.id) THEN
        PERFORM forget(OLD.workspace_id, OLD.id);
        PERFORM mark(NEW.workspace_id, NEW.id, true);
    ELSIF ${anythingChanged} THEN
        PERFORM mark(NEW.workspace_id, NEW.id, ${placeChanged});
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION pazpaz_migration.refuse_truncation() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'The clients are being migrated: they are deleted one by one, not truncated'
        USING ERRCODE = 'object_not_in_prerequisite_state';
END $$;

CREATE OR REPLACE FUNCTION pazpaz_migration.refuse_plaintext() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'Clients are written by PazPaz alone, encrypted: this table is not kept up any more'
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Stop the old application.';
END $$;

-- A node that knows of one half only would leave the other behind. Re-encryption changes no value, and may.
CREATE OR REPLACE FUNCTION pazpaz_migration.refuse_half_writes() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_setting('pazpaz.halves', true) IS DISTINCT FROM 'both' AND (TG_OP = 'INSERT' OR NEW.edits <> OLD.edits)
            AND EXISTS (SELECT FROM pazpaz_migration.state s WHERE s.phase <> 'ENCRYPTED_ONLY') THEN
        RAISE EXCEPTION 'The clients are being migrated, and this node does not write their plaintext'
            USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Run nodes that are built with -Pmigration.';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER refuse_half_writes BEFORE INSERT OR UPDATE ON ${schema}.clients
    FOR EACH ROW EXECUTE FUNCTION pazpaz_migration.refuse_half_writes();

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA pazpaz_migration FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pazpaz_migration.pending_by_workspace(), pazpaz_migration.workspaces(),
    pazpaz_migration.next_ids(uuid, integer) TO ${appRole};

INSERT INTO pazpaz_migration.state (phase) VALUES ('PREPARED') ON CONFLICT DO NOTHING;
