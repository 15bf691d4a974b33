-- During a rotation both secrets sign. An endpoint that is disabled knows by whom and why.
ALTER TABLE webhook_endpoints ADD COLUMN previous_sealed_secret VARCHAR(500);
ALTER TABLE webhook_endpoints ADD COLUMN previous_secret_until TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE webhook_endpoints ADD COLUMN disabled_by VARCHAR(20);
ALTER TABLE webhook_endpoints ADD COLUMN disabled_at TIMESTAMP(6) WITH TIME ZONE;
UPDATE webhook_endpoints SET disabled_by = 'USER', disabled_at = updated_at WHERE enabled = FALSE;
ALTER TABLE webhook_endpoints ADD COLUMN exhausted_in_a_row INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE webhook_endpoints ADD COLUMN sealed_headers VARCHAR;
ALTER TABLE webhook_endpoints ADD COLUMN filter_agents VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE webhook_endpoints ADD COLUMN filter_actions VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE webhook_endpoints ADD COLUMN format VARCHAR(20) DEFAULT 'AGENTWARDEN' NOT NULL;

-- Orders to send deliveries again. All deliveries up to reached_at and reached_id have been seen to.
CREATE TABLE resends (
    id              VARCHAR(36) NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36) NOT NULL REFERENCES organizations (id),
    endpoint_id     VARCHAR(36) NOT NULL,
    kind            VARCHAR(20) NOT NULL,
    status          VARCHAR(20) NOT NULL,
    from_time       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    to_time         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    reached_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    reached_id      VARCHAR(36) NOT NULL,
    resent          BIGINT      NOT NULL,
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    finished_at     TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX resends_of_organization ON resends (organization_id, created_at, id);
CREATE INDEX resends_by_status ON resends (status);
