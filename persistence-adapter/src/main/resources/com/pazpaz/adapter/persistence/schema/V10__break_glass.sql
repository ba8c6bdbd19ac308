-- Who broke the glass lately. That is in the audit trail and nowhere else: an event of it, with its MAC, is the access that it
-- grants. Small, since few events are of that kind; each look of somebody who does not see all anyway asks for them.

CREATE INDEX audit_events_of_break_glass ON audit_events (workspace_id, user_id, created_at)
    WHERE event_type = 'client.break-glass' AND outcome = 'SUCCESS';
