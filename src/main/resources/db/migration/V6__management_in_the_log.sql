-- The log tells of agents, and of what people change. subject_id is the approval that a row belongs to, or what was
-- changed; action_hash binds an approval to its exact action. Rows from before are those of agents and know none of it.
ALTER TABLE log_entries ADD COLUMN kind VARCHAR(20) DEFAULT 'AGENT' NOT NULL;
ALTER TABLE log_entries ADD COLUMN actor_id VARCHAR;
ALTER TABLE log_entries ADD COLUMN subject_id VARCHAR(36);
ALTER TABLE log_entries ADD COLUMN action_hash VARCHAR(64);
ALTER TABLE log_entries ADD COLUMN comment VARCHAR;
ALTER TABLE log_entries ALTER COLUMN agent_id DROP NOT NULL;
ALTER TABLE log_entries ADD CONSTRAINT what_agents_do_names_the_agent
    CHECK (agent_id IS NOT NULL OR kind = 'MANAGEMENT');

-- Among a million rows of agents the few of management are found without reading all.
CREATE INDEX log_by_kind ON log_entries (organization_id, kind, created_at, id);
