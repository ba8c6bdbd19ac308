-- Clients. Whatever says something about a person is ciphertext, under the version that the row names.

-- STORAGE EXTERNAL: encrypted bytes do not compress, so nothing tries.
CREATE TABLE clients (
    workspace_id            uuid        NOT NULL,
    id                      uuid        NOT NULL,
    first_name              ciphertext  STORAGE EXTERNAL,
    last_name               ciphertext  STORAGE EXTERNAL,
    email                   ciphertext  STORAGE EXTERNAL,
    phone                   ciphertext  STORAGE EXTERNAL,
    date_of_birth           ciphertext  STORAGE EXTERNAL,
    address                 ciphertext  STORAGE EXTERNAL,
    medical_history         ciphertext  STORAGE EXTERNAL,
    emergency_contact_name  ciphertext  STORAGE EXTERNAL,
    emergency_contact_phone ciphertext  STORAGE EXTERNAL,
    notes                   ciphertext  STORAGE EXTERNAL,
    tags                    ciphertext  STORAGE EXTERNAL,
    consent_status          boolean     NOT NULL,
    is_active               boolean     NOT NULL,
    key_version             integer     NOT NULL,
    revision                bigint      NOT NULL CHECK (revision >= 1),
    record_mac              bytea       NOT NULL CHECK (octet_length(record_mac) = 32),
    edits                   bigint      NOT NULL CHECK (edits >= 1),
    created_at              timestamptz NOT NULL,
    updated_at              timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, key_version) REFERENCES workspace_keys,
    CONSTRAINT first_name_version CHECK (starts_with(first_name, 'v' || key_version || ':')),
    CONSTRAINT last_name_version CHECK (starts_with(last_name, 'v' || key_version || ':')),
    CONSTRAINT email_version CHECK (starts_with(email, 'v' || key_version || ':')),
    CONSTRAINT phone_version CHECK (starts_with(phone, 'v' || key_version || ':')),
    CONSTRAINT date_of_birth_version CHECK (starts_with(date_of_birth, 'v' || key_version || ':')),
    CONSTRAINT address_version CHECK (starts_with(address, 'v' || key_version || ':')),
    CONSTRAINT medical_history_version CHECK (starts_with(medical_history, 'v' || key_version || ':')),
    CONSTRAINT emergency_contact_name_version CHECK (starts_with(emergency_contact_name, 'v' || key_version || ':')),
    CONSTRAINT emergency_contact_phone_version CHECK (starts_with(emergency_contact_phone, 'v' || key_version || ':')),
    CONSTRAINT notes_version CHECK (starts_with(notes, 'v' || key_version || ':')),
    CONSTRAINT tags_version CHECK (starts_with(tags, 'v' || key_version || ':'))
);
COMMENT ON TABLE clients IS 'The clients of the workspaces: ciphertext, and what PazPaz may know without a key.';

CREATE TRIGGER accept_active_key_only AFTER INSERT ON clients
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION accept_active_key_only();
CREATE TRIGGER accept_active_key_only_on_update AFTER UPDATE ON clients
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION accept_active_key_only();

-- Runs as the owner, who sees every workspace, whoever changes the state.
CREATE FUNCTION refuse_destroying_a_key_in_use() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ${flyway:defaultSchema}, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM clients c WHERE c.key_version = NEW.version) THEN
        RAISE EXCEPTION 'Key v% cannot be destroyed: clients are encrypted under it', NEW.version
            USING ERRCODE = 'integrity_constraint_violation', HINT = 'Re-encrypt them first.';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER refuse_destroying_a_key_in_use BEFORE UPDATE ON encryption_keys
    FOR EACH ROW WHEN (NEW.state = 'DESTROYED' AND OLD.state <> 'DESTROYED')
    EXECUTE FUNCTION refuse_destroying_a_key_in_use();

ALTER TABLE clients ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON clients TO CURRENT_USER USING (true);
CREATE POLICY application ON clients TO ${appRole} USING (workspace_id = (SELECT current_workspace()));

-- Clients are archived, not deleted.
GRANT SELECT, INSERT, UPDATE ON clients TO ${appRole};
