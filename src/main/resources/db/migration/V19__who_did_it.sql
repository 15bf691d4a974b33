-- Who made an API key, and the ids of the agents that it may act for, one a line; null: any agent. An id stays when its
-- agent is deleted, so that a bound key never becomes an unbound one.
ALTER TABLE api_keys ADD COLUMN created_by VARCHAR(36);
ALTER TABLE api_keys ADD COLUMN agent_ids VARCHAR;
UPDATE api_keys SET created_by = (SELECT max(l.actor_id) FROM log_entries l
    WHERE l.organization_id = api_keys.organization_id AND l.kind = 'MANAGEMENT' AND l.action = 'api_key.created'
    AND l.subject_id = api_keys.id);

-- The address of the client as the server saw it; ip_address is what the client says of itself.
ALTER TABLE log_entries ADD COLUMN client_address VARCHAR(45);

-- Rows of the kind SIGN_IN name no agent either.
ALTER TABLE log_entries DROP CONSTRAINT what_agents_do_names_the_agent;
ALTER TABLE log_entries ADD CONSTRAINT what_agents_do_names_the_agent CHECK (agent_id IS NOT NULL OR kind <> 'AGENT');

-- What the signature of a seal covers. There is no default: a node of the version before, which knows nothing of the new
-- members of a row, can't seal them any more and leaves it to the new nodes.
ALTER TABLE log_seals ADD COLUMN version INTEGER DEFAULT 1 NOT NULL;
ALTER TABLE log_seals ALTER COLUMN version DROP DEFAULT;

-- Until when an organization last had a plan other than its present one: what was written before keeps its retention.
CREATE TABLE past_plans (
    organization_id VARCHAR(36) NOT NULL REFERENCES organizations (id),
    plan            VARCHAR(20) NOT NULL,
    ended_at        TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (organization_id, plan)
);
