-- Months that were taken out of the audit trail: which positions it had, and the event that proves it, for good, since the
-- month of that event will be taken out as well one day.

CREATE TABLE audit_retirements (
    month     date           PRIMARY KEY CHECK (date_trunc('month', month) = month),
    positions int8multirange NOT NULL,
    LIKE audit_events
);
COMMENT ON TABLE audit_retirements IS 'Written by the schema''s owner alone, in the transaction that drops the month.';

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON audit_retirements
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncation BEFORE TRUNCATE ON audit_retirements
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE audit_retirements ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON audit_retirements TO CURRENT_USER USING (true);
