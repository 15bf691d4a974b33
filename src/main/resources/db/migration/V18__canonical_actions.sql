-- What an action is compared by, where that is not the action as it was sent. Older rows have none: they are found by what
-- was sent, as before.
ALTER TABLE approvals ADD COLUMN canonical_action VARCHAR(200);
ALTER TABLE log_entries ADD COLUMN canonical_action VARCHAR;
