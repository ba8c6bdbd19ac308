-- Workspaces, and their data-encryption keys, each wrapped by a key-encryption key.

-- The workspace that the transaction has named; none if it has named none. Row-level security goes by it.
CREATE FUNCTION current_workspace() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('pazpaz.workspace_id', true), '')::uuid;

CREATE TABLE workspaces (
    id             uuid        PRIMARY KEY,
    order_revision bigint      NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN workspaces.order_revision IS 'Grows with every change that may alter the order of the list of clients.';

CREATE TABLE workspace_keys (
    workspace_id uuid        NOT NULL REFERENCES workspaces,
    key_version  integer     NOT NULL REFERENCES encryption_keys,
    wrapped_key  ciphertext  NOT NULL,
    check_value  bytea       NOT NULL CHECK (octet_length(check_value) = 16),
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, key_version),
    CONSTRAINT wrapped_key_version CHECK (starts_with(wrapped_key, 'v' || key_version || ':'))
);
COMMENT ON TABLE workspace_keys IS 'The data-encryption keys of the workspaces, wrapped.';

CREATE TRIGGER accept_active_key_only AFTER INSERT ON workspace_keys
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION accept_active_key_only();
CREATE TRIGGER accept_active_key_only_on_update AFTER UPDATE ON workspace_keys
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION accept_active_key_only();

-- The owner sees every workspace, the application the one it has named.
ALTER TABLE workspaces ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON workspaces TO CURRENT_USER USING (true);
CREATE POLICY application ON workspaces TO ${appRole} USING (id = (SELECT current_workspace()));

ALTER TABLE workspace_keys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON workspace_keys TO CURRENT_USER USING (true);
CREATE POLICY application ON workspace_keys TO ${appRole} USING (workspace_id = (SELECT current_workspace()));

GRANT SELECT, INSERT (id), UPDATE (order_revision) ON workspaces TO ${appRole};
GRANT SELECT, INSERT (workspace_id, key_version, wrapped_key, check_value) ON workspace_keys TO ${appRole};
