-- Who may see the whole record of a client in an emergency, and until when. Ids, a reason out of a list and times: nothing of
-- a person. It ends by itself, and what was granted stays as it is.

CREATE TABLE emergency_accesses (
    workspace_id uuid        NOT NULL,
    id           uuid        NOT NULL,
    user_id      uuid        NOT NULL,
    client_id    uuid        NOT NULL,
    reason       text        NOT NULL
                             CHECK (reason IN ('medical_emergency', 'danger_to_life', 'therapist_out_of_reach')),
    granted_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, client_id) REFERENCES clients,
    CONSTRAINT limited_time CHECK (expires_at > granted_at AND expires_at <= granted_at + interval '24 hours')
);
COMMENT ON TABLE emergency_accesses IS 'Who has broken the glass in front of which client, by the clock of the database.';

CREATE INDEX emergency_accesses_in_force ON emergency_accesses (workspace_id, client_id, user_id, expires_at);

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON emergency_accesses
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncation BEFORE TRUNCATE ON emergency_accesses
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE emergency_accesses ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON emergency_accesses TO CURRENT_USER USING (true);
CREATE POLICY application ON emergency_accesses TO ${appRole} USING (workspace_id = (SELECT current_workspace()));

-- When it was granted, the application cannot say.
GRANT SELECT, INSERT (workspace_id, id, user_id, client_id, reason, expires_at) ON emergency_accesses TO ${appRole};
