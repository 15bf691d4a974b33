-- One lineage for H2 and PostgreSQL. Ids are text (UUIDs; version 7 where rows come in bulk), times are UTC instants
-- with microseconds. VARCHAR without a length is unlimited in PostgreSQL and one million characters in H2.

CREATE TABLE organizations (
    id         VARCHAR(36)  NOT NULL PRIMARY KEY,
    name       VARCHAR(200) NOT NULL,
    plan       VARCHAR(20)  NOT NULL,
    active     BOOLEAN      NOT NULL,
    created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE users (
    id              VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    email           VARCHAR(254) NOT NULL UNIQUE,
    password_hash   VARCHAR(500) NOT NULL,
    role            VARCHAR(20)  NOT NULL,
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX users_of_organization ON users (organization_id, created_at);

CREATE TABLE api_keys (
    id              VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    name            VARCHAR(200) NOT NULL,
    key_hash        VARCHAR(64)  NOT NULL UNIQUE,
    prefix          VARCHAR(20)  NOT NULL,
    last4           VARCHAR(4)   NOT NULL,
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    last_used_at    TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX api_keys_of_organization ON api_keys (organization_id, created_at);

CREATE TABLE agents (
    id              VARCHAR(36)   NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)   NOT NULL REFERENCES organizations (id),
    name            VARCHAR(200)  NOT NULL,
    description     VARCHAR(2000),
    status          VARCHAR(20)   NOT NULL,
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    created_by      VARCHAR(36)   NOT NULL,
    CONSTRAINT agent_names_are_unique UNIQUE (organization_id, name)
);
CREATE INDEX agents_of_organization ON agents (organization_id, created_at, id);

CREATE TABLE permissions (
    id                VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id   VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    agent_id          VARCHAR(36)  NOT NULL REFERENCES agents (id),
    action            VARCHAR(200) NOT NULL,
    max_amount        DECIMAL(19, 4),
    requires_approval BOOLEAN      NOT NULL,
    created_at        TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    CONSTRAINT one_permission_per_action UNIQUE (agent_id, action)
);

-- pending_key is a hash of agent, action and context while the approval is pending and null afterwards: two equal
-- requests that race can't both become pending.
CREATE TABLE approvals (
    id              VARCHAR(36)   NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)   NOT NULL REFERENCES organizations (id),
    agent_id        VARCHAR(36)   NOT NULL,
    agent_name      VARCHAR(200)  NOT NULL,
    action          VARCHAR(200)  NOT NULL,
    context         VARCHAR       NOT NULL,
    status          VARCHAR(20)   NOT NULL,
    comment         VARCHAR(2000),
    pending_key     VARCHAR(64)   UNIQUE,
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    expires_at      TIMESTAMP(6) WITH TIME ZONE,
    resolved_by     VARCHAR(36),
    resolved_at     TIMESTAMP(6) WITH TIME ZONE,
    version         BIGINT        NOT NULL
);
CREATE INDEX approvals_of_organization ON approvals (organization_id, created_at, id);
CREATE INDEX approvals_by_expiry ON approvals (status, expires_at);

CREATE TABLE log_entries (
    id              VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    agent_id        VARCHAR(200) NOT NULL,
    action          VARCHAR(200) NOT NULL,
    status          VARCHAR(20)  NOT NULL,
    context         VARCHAR      NOT NULL,
    ip_address      VARCHAR(45),
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX log_of_organization ON log_entries (organization_id, created_at, id);

CREATE TABLE webhook_endpoints (
    id              VARCHAR(36)   NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)   NOT NULL REFERENCES organizations (id),
    url             VARCHAR(2048) NOT NULL,
    events          VARCHAR(1000) NOT NULL,
    description     VARCHAR(2000),
    enabled         BOOLEAN       NOT NULL,
    max_retries     INTEGER       NOT NULL,
    sealed_secret   VARCHAR(500)  NOT NULL,
    failing_since   TIMESTAMP(6) WITH TIME ZONE,
    failing_reason  VARCHAR(500),
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    updated_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX webhook_endpoints_of_organization ON webhook_endpoints (organization_id, created_at);

CREATE TABLE webhook_events (
    id              VARCHAR(36) NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36) NOT NULL REFERENCES organizations (id),
    type            VARCHAR(50) NOT NULL,
    payload         VARCHAR     NOT NULL,
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- due_at is when the row needs somebody: the next attempt's time, or the end of the lease while an attempt is under
-- way, or null when the delivery is finished. claim_number fences: each claim raises it by one.
CREATE TABLE deliveries (
    id               VARCHAR(36) NOT NULL PRIMARY KEY,
    organization_id  VARCHAR(36) NOT NULL REFERENCES organizations (id),
    endpoint_id      VARCHAR(36) NOT NULL,
    event_id         VARCHAR(36) NOT NULL REFERENCES webhook_events (id),
    event_type       VARCHAR(50) NOT NULL,
    status           VARCHAR(20) NOT NULL,
    max_retries      INTEGER     NOT NULL,
    attempt_count    INTEGER     NOT NULL,
    earlier_attempts INTEGER     NOT NULL,
    claim_number     BIGINT      NOT NULL,
    due_at           TIMESTAMP(6) WITH TIME ZONE,
    created_at       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    delivered_at     TIMESTAMP(6) WITH TIME ZONE,
    last_status_code INTEGER,
    last_error       VARCHAR(500)
);
CREATE INDEX deliveries_by_due_time ON deliveries (due_at);
CREATE INDEX deliveries_of_endpoint ON deliveries (endpoint_id, created_at, id);

CREATE TABLE attempts (
    id              VARCHAR(36) NOT NULL PRIMARY KEY,
    delivery_id     VARCHAR(36) NOT NULL REFERENCES deliveries (id),
    attempt         INTEGER     NOT NULL,
    started_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    duration_ms     BIGINT      NOT NULL,
    status_code     INTEGER,
    error           VARCHAR(500),
    response_body   VARCHAR,
    next_attempt_at TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX attempts_of_delivery ON attempts (delivery_id, attempt);
