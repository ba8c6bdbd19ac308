-- Which clients moved in the order of their workspace's list, so that a change costs a change and not the workspace.

ALTER TABLE clients ADD COLUMN order_revision bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN clients.order_revision IS 'What the order revision of the workspace became when the place of the client last changed.';

CREATE INDEX clients_by_order_revision ON clients (workspace_id, order_revision);
