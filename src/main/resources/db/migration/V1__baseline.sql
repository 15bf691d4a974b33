-- The schema, for H2 2.2 and PostgreSQL 15 alike. Ids are text: UUIDs, of version 7 where rows come in bulk. Times are
-- instants with microseconds. VARCHAR without a length is unlimited in PostgreSQL and one million characters in H2.
-- Indexes of lists are descending, because lists show the newest rows first and H2 reads an index in one direction only.

-- Organizations and the people in them ------------------------------------------------------------------------------------

-- removal_token_hash: of the confirmation with which an admin may remove the organization until removal_token_until. From
-- removed_at on its rows are being removed, this one as the last.
CREATE TABLE organizations (
    id                  VARCHAR(36)  NOT NULL PRIMARY KEY,
    name                VARCHAR(200) NOT NULL,
    plan                VARCHAR(20)  NOT NULL,
    active              BOOLEAN      NOT NULL,
    created_at          TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    removal_token_hash  VARCHAR(64),
    removal_token_until TIMESTAMP(6) WITH TIME ZONE,
    removed_at          TIMESTAMP(6) WITH TIME ZONE
);

-- Until when an organization last had a plan other than its present one: rows of that time keep that plan's retention.
CREATE TABLE past_plans (
    organization_id VARCHAR(36) NOT NULL REFERENCES organizations (id),
    plan            VARCHAR(20) NOT NULL,
    ended_at        TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (organization_id, plan)
);

-- There are three kinds of users:
-- - with a password, and an address that is unique over all organizations;
-- - pending: an admin has added the account, and nobody has signed in to it yet. Its address is unique in its organization
--   alone; the first sign-in makes it the address of a user with a password. created_by is the admin;
-- - of an external issuer, with neither. external_name is shown and never compared, so that an address at the issuer can't
--   take or block the place of a local user with the same one.
-- An access token carries the token_generation of its time; each change of the password raises it.
CREATE TABLE users (
    id               VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id  VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    email            VARCHAR(254) UNIQUE,
    pending_email    VARCHAR(254),
    password_hash    VARCHAR(500),
    token_generation INTEGER      DEFAULT 0 NOT NULL,
    external_issuer  VARCHAR(500),
    external_subject VARCHAR(255),
    external_name    VARCHAR(254),
    role             VARCHAR(20)  NOT NULL,
    created_by       VARCHAR(36),
    created_at       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    CONSTRAINT one_pending_account_per_address UNIQUE (organization_id, pending_email),
    CONSTRAINT one_user_per_external_identity UNIQUE (organization_id, external_issuer, external_subject),
    CONSTRAINT users_sign_in_here_or_elsewhere CHECK (
        (external_subject IS NULL AND password_hash IS NOT NULL AND email IS NOT NULL AND pending_email IS NULL)
        OR (external_subject IS NULL AND password_hash IS NOT NULL AND email IS NULL AND pending_email IS NOT NULL)
        OR (external_subject IS NOT NULL AND external_issuer IS NOT NULL AND external_name IS NOT NULL
            AND email IS NULL AND password_hash IS NULL AND pending_email IS NULL))
);
CREATE INDEX users_of_organization ON users (organization_id, created_at);
CREATE INDEX users_by_pending_email ON users (pending_email);

CREATE TABLE teams (
    id              VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    name            VARCHAR(100) NOT NULL,
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    CONSTRAINT one_team_of_a_name UNIQUE (organization_id, name)
);
CREATE INDEX teams_of_organization ON teams (organization_id, created_at);

CREATE TABLE team_members (
    team_id VARCHAR(36) NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    user_id VARCHAR(36) NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (team_id, user_id)
);
CREATE INDEX teams_of_user ON team_members (user_id);

-- From starts_at to ends_at another user decides for a user who is away.
CREATE TABLE delegations (
    user_id         VARCHAR(36) NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    organization_id VARCHAR(36) NOT NULL REFERENCES organizations (id),
    delegate_id     VARCHAR(36) NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    starts_at       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    ends_at         TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX delegations_to_user ON delegations (delegate_id);
CREATE INDEX delegations_of_organization ON delegations (organization_id);

-- A row is deleted when it is accepted, withdrawn or replaced.
CREATE TABLE invitations (
    id              VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    email           VARCHAR(254) NOT NULL,
    role            VARCHAR(20)  NOT NULL,
    token_hash      VARCHAR(64)  NOT NULL UNIQUE,
    created_by      VARCHAR(36),
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    expires_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX invitations_of_organization ON invitations (organization_id, created_at);

-- A row is deleted when it is used or replaced, and with the rights of whoever made it.
CREATE TABLE password_links (
    id         VARCHAR(36) NOT NULL PRIMARY KEY,
    user_id    VARCHAR(36) NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    token_hash VARCHAR(64) NOT NULL UNIQUE,
    created_by VARCHAR(36),
    expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX password_links_of_creator ON password_links (created_by);

-- Sessions of the dashboard that were signed out of before their token expired, at ends_at.
CREATE TABLE ended_sessions (
    token_id VARCHAR(36) NOT NULL PRIMARY KEY,
    ends_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX ended_sessions_by_end ON ended_sessions (ends_at);

-- Sessions at the external issuer whose beginning is in the log, by the hash of the user and the session.
CREATE TABLE external_sessions (
    id      VARCHAR(64) NOT NULL PRIMARY KEY,
    ends_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX external_sessions_by_end ON external_sessions (ends_at);

-- Failed sign-ins in a row, also for addresses that nobody has. Only a hash of the address is stored: people also type
-- passwords there. A row counts until counts_until.
CREATE TABLE login_failures (
    email_hash   VARCHAR(64) NOT NULL PRIMARY KEY,
    failures     INTEGER     NOT NULL,
    counts_until TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX login_failures_by_end ON login_failures (counts_until);

-- Agents -------------------------------------------------------------------------------------------------------------------

-- rights_version: changes with every change of the agent's permissions.
CREATE TABLE agents (
    id              VARCHAR(36)   NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)   NOT NULL REFERENCES organizations (id),
    name            VARCHAR(200)  NOT NULL,
    description     VARCHAR(2000),
    status          VARCHAR(20)   NOT NULL,
    rights_version  BIGINT        NOT NULL,
    created_by      VARCHAR(36)   NOT NULL,
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    CONSTRAINT agent_names_are_unique UNIQUE (organization_id, name)
);
CREATE INDEX agents_of_organization ON agents (organization_id, created_at, id);

-- limits: a list in JSON; null for none. approval_validity: seconds; null for the setting. escalate_after, remind_after:
-- seconds. editable: the members of the context that whoever approves may lower, with commas between; null for none.
-- granted_by: the approval that somebody granted it with, suspends: the permission that asked for that approval and that it
-- answers, granted_for: the person on whose behalf alone; all three null for other permissions.
CREATE TABLE permissions (
    id                VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id   VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    agent_id          VARCHAR(36)  NOT NULL REFERENCES agents (id),
    action            VARCHAR(200) NOT NULL,
    max_amount        DECIMAL(19, 4),
    limits            VARCHAR(4000),
    effect            VARCHAR(10)  NOT NULL,
    mode              VARCHAR(10)  DEFAULT 'ENFORCE' NOT NULL,
    applies_when      VARCHAR(2000),
    expires_at        TIMESTAMP(6) WITH TIME ZONE,
    granted_by        VARCHAR(36),
    suspends          VARCHAR(36),
    granted_for       VARCHAR(255),
    on_approval       VARCHAR(20)  DEFAULT 'WEBHOOK' NOT NULL,
    approval_validity INTEGER,
    approval_uses     INTEGER      DEFAULT 1 NOT NULL,
    editable          VARCHAR(1100),
    approver_team     VARCHAR(36)  REFERENCES teams (id),
    quorum            INTEGER      DEFAULT 1 NOT NULL,
    four_eyes         BOOLEAN      DEFAULT FALSE NOT NULL,
    escalate_to       VARCHAR(36)  REFERENCES teams (id),
    escalate_after    INTEGER,
    remind_after      INTEGER,
    created_at        TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX permissions_of_agent ON permissions (agent_id, created_at, id);
CREATE INDEX permissions_of_organization ON permissions (organization_id, created_at, id);

-- What has been used of the limits of permissions, in buckets of a sixtieth of a limit's time. usage_key: a hash of the
-- permission, of what is counted in which time, and of the value that has the limit for itself. Whoever adds to it holds the
-- permission's row. A row goes some time after its permission.
CREATE TABLE usage_buckets (
    id            VARCHAR(36)     NOT NULL PRIMARY KEY,
    permission_id VARCHAR(36)     NOT NULL,
    usage_key     VARCHAR(64)     NOT NULL,
    bucket        BIGINT          NOT NULL,
    used          DECIMAL(50, 18) NOT NULL,
    counts_until  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    CONSTRAINT one_bucket_of_use UNIQUE (usage_key, bucket)
);
CREATE INDEX usage_by_end ON usage_buckets (counts_until);

-- agent_ids: the agents that the key may act for, one id a line; null means any agent. An id stays when its agent is
-- deleted, so that a bound key never becomes an unbound one.
CREATE TABLE api_keys (
    id              VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    name            VARCHAR(200) NOT NULL,
    key_hash        VARCHAR(64)  NOT NULL UNIQUE,
    prefix          VARCHAR(20)  NOT NULL,
    last4           VARCHAR(4)   NOT NULL,
    agent_ids       VARCHAR,
    created_by      VARCHAR(36),
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    last_used_at    TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX api_keys_of_organization ON api_keys (organization_id, created_at);

-- Approvals ----------------------------------------------------------------------------------------------------------------

-- canonical_action: what the action is compared by, where that differs from the action as it was sent. pending_key: a hash
-- of agent, action and context while the approval is pending, null afterwards; so two equal requests at the same time can't
-- both become pending. recheck_key: the same hash while an equal check may use the approval without its id. validity:
-- seconds from the decision; null for the setting. approver_team, quorum and four_eyes: who may decide, as the permission
-- said when the approval was asked for; the team may be gone. asked_by: who made the API key that asked, for four_eyes.
-- decisions: who has decided what, as JSON. From escalates_at on the people of escalation_team may decide as well; escalated
-- says that it has happened. remind_at: when webhooks are told that nobody has decided; null once they are. review_at: when
-- the approval must be reviewed though nobody's rights have changed. permission_id: the permission that asked. editable: the
-- members of the context that whoever approves may lower, with commas between. original_context: what the agent asked for,
-- where somebody has lowered it; pending_key is of that.
CREATE TABLE approvals (
    id                 VARCHAR(36)   NOT NULL PRIMARY KEY,
    organization_id    VARCHAR(36)   NOT NULL REFERENCES organizations (id),
    agent_id           VARCHAR(36)   NOT NULL,
    agent_name         VARCHAR(200)  NOT NULL,
    action             VARCHAR(200)  NOT NULL,
    canonical_action   VARCHAR(200),
    context            VARCHAR       NOT NULL,
    original_context   VARCHAR,
    editable           VARCHAR(1100),
    permission_id      VARCHAR(36),
    on_behalf_of       VARCHAR(255),
    status             VARCHAR(20)   NOT NULL,
    comment            VARCHAR(2000),
    pending_key        VARCHAR(64)   UNIQUE,
    created_at         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    expires_at         TIMESTAMP(6) WITH TIME ZONE,
    resolved_by        VARCHAR(36),
    resolved_at        TIMESTAMP(6) WITH TIME ZONE,
    on_approval        VARCHAR(20)   DEFAULT 'WEBHOOK' NOT NULL,
    recheck_key        VARCHAR(64),
    validity           INTEGER,
    uses               INTEGER       DEFAULT 1 NOT NULL,
    uses_left          INTEGER       DEFAULT 1 NOT NULL,
    valid_until        TIMESTAMP(6) WITH TIME ZONE,
    claimed_at         TIMESTAMP(6) WITH TIME ZONE,
    claimed_by         VARCHAR(36),
    revoked_at         TIMESTAMP(6) WITH TIME ZONE,
    outcome            VARCHAR(20),
    outcome_at         TIMESTAMP(6) WITH TIME ZONE,
    approver_team      VARCHAR(36),
    approver_team_name VARCHAR(100),
    quorum             INTEGER       DEFAULT 1 NOT NULL,
    four_eyes          BOOLEAN       DEFAULT FALSE NOT NULL,
    asked_by           VARCHAR(36),
    decisions          VARCHAR,
    escalation_team    VARCHAR(36),
    escalation_name    VARCHAR(100),
    escalates_at       TIMESTAMP(6) WITH TIME ZONE,
    escalated          BOOLEAN       DEFAULT FALSE NOT NULL,
    remind_at          TIMESTAMP(6) WITH TIME ZONE,
    review_at          TIMESTAMP(6) WITH TIME ZONE,
    version            BIGINT        NOT NULL
);
CREATE INDEX approvals_of_organization ON approvals (organization_id, created_at DESC, id DESC);
CREATE INDEX approvals_by_status ON approvals (organization_id, status, created_at DESC, id DESC);
CREATE INDEX approvals_by_recheck ON approvals (recheck_key);
CREATE INDEX approvals_by_expiry ON approvals (status, expires_at);

-- One for each change of the people who may decide, until the pending approvals of the organization have been reviewed.
CREATE TABLE review_notes (
    id              VARCHAR(36) NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36) NOT NULL REFERENCES organizations (id)
);
CREATE INDEX review_notes_of_organization ON review_notes (organization_id);

-- The audit log ------------------------------------------------------------------------------------------------------------

-- kind: an agent, a change of the configuration, or a sign-in. subject_id: the approval that the
-- row belongs to, or what was changed. action_hash binds an approval to its exact action. ip_address is what the client says
-- of itself, client_address what the server saw. delegated_by: the user in whose place actor_id decided. shadow_status and
-- shadow_permission_id: what a check would have come to with the permissions in shadow as well, and by which permission,
-- where that differs.
CREATE TABLE log_entries (
    id                   VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id      VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    kind                 VARCHAR(20)  DEFAULT 'AGENT' NOT NULL,
    agent_id             VARCHAR(200),
    action               VARCHAR(200) NOT NULL,
    canonical_action     VARCHAR,
    status               VARCHAR(20)  NOT NULL,
    context              VARCHAR      NOT NULL,
    on_behalf_of         VARCHAR(255),
    delegated_by         VARCHAR(36),
    actor_id             VARCHAR,
    subject_id           VARCHAR(36),
    action_hash          VARCHAR(64),
    permission_id        VARCHAR(36),
    shadow_status        VARCHAR(20),
    shadow_permission_id VARCHAR(36),
    comment              VARCHAR,
    ip_address           VARCHAR(45),
    client_address       VARCHAR(45),
    created_at           TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    CONSTRAINT what_agents_do_names_the_agent CHECK (agent_id IS NOT NULL OR kind <> 'AGENT')
);
CREATE INDEX log_of_organization ON log_entries (organization_id, created_at, id);
-- Finds the few rows about the configuration among a million about agents.
CREATE INDEX log_by_kind ON log_entries (organization_id, kind, created_at DESC, id DESC);

-- A seal covers the rows of one organization's log that follow those of the seal before it, up to last_id. version says
-- what its signature covers.
CREATE TABLE log_seals (
    organization_id VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    number          BIGINT       NOT NULL,
    version         INTEGER      NOT NULL,
    row_count       INTEGER      NOT NULL,
    last_created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    last_id         VARCHAR(36)  NOT NULL,
    hash            VARCHAR(64)  NOT NULL,
    signature       VARCHAR(200) NOT NULL,
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (organization_id, number)
);

-- The rows up to the end of one seal were deleted because of their age. The seals stay.
CREATE TABLE log_truncations (
    organization_id VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    number          BIGINT       NOT NULL,
    hash            VARCHAR(64)  NOT NULL,
    retained_since  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    kept_for        VARCHAR(30)  NOT NULL,
    truncated_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    signature       VARCHAR(200) NOT NULL,
    PRIMARY KEY (organization_id, number)
);

-- Webhooks -----------------------------------------------------------------------------------------------------------------

-- During a rotation the previous secret signs too, until previous_secret_until; older_sealed_secrets hold those before it
-- that still sign. Until paced_until, the rate limit is used up. blocked_by: the delivery of an ordered endpoint that ran
-- out of attempts and lets no later one pass.
CREATE TABLE webhook_endpoints (
    id                     VARCHAR(36)   NOT NULL PRIMARY KEY,
    organization_id        VARCHAR(36)   NOT NULL REFERENCES organizations (id),
    url                    VARCHAR(2048) NOT NULL,
    description            VARCHAR(2000),
    events                 VARCHAR(1000) NOT NULL,
    filter_agents          VARCHAR       DEFAULT '' NOT NULL,
    filter_actions         VARCHAR       DEFAULT '' NOT NULL,
    format                 VARCHAR(20)   DEFAULT 'AGENTWARDEN' NOT NULL,
    sealed_headers         VARCHAR,
    sealed_secret          VARCHAR(500)  NOT NULL,
    previous_sealed_secret VARCHAR(500),
    previous_secret_until  TIMESTAMP(6) WITH TIME ZONE,
    older_sealed_secrets   VARCHAR       DEFAULT '' NOT NULL,
    max_retries            INTEGER       NOT NULL,
    retry_delays           VARCHAR(200)  DEFAULT '' NOT NULL,
    ordering               VARCHAR(20)   DEFAULT 'NONE' NOT NULL,
    blocked_by             VARCHAR(36),
    rate_limit             INTEGER,
    paced_until            TIMESTAMP(6) WITH TIME ZONE,
    enabled                BOOLEAN       NOT NULL,
    disabled_by            VARCHAR(20),
    disabled_at            TIMESTAMP(6) WITH TIME ZONE,
    failing_since          TIMESTAMP(6) WITH TIME ZONE,
    failing_reason         VARCHAR(500),
    exhausted_in_a_row     INTEGER       DEFAULT 0 NOT NULL,
    created_at             TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    updated_at             TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX webhook_endpoints_of_organization ON webhook_endpoints (organization_id, created_at);

-- traceparent and tracestate: the W3C trace context of the request that caused the event. All attempts belong to its trace.
CREATE TABLE webhook_events (
    id              VARCHAR(36) NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36) NOT NULL REFERENCES organizations (id),
    type            VARCHAR(50) NOT NULL,
    payload         VARCHAR     NOT NULL,
    traceparent     VARCHAR(55),
    tracestate      VARCHAR(512),
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- due_at: when the next attempt is due; null once the delivery is finished. Until lease_end only its claimant may attempt
-- it; claim_number, which each claim sets anew, proves the claim. A claim changes no indexed column, so it is cheap.
-- subject_id: the approval or the log row that the event is about. Deliveries are only stored together with their event, and
-- attempts with their delivery, so the two tables go without foreign keys and the indexes that these need.
CREATE TABLE deliveries (
    id               VARCHAR(36) NOT NULL PRIMARY KEY,
    organization_id  VARCHAR(36) NOT NULL,
    endpoint_id      VARCHAR(36) NOT NULL,
    event_id         VARCHAR(36) NOT NULL,
    event_type       VARCHAR(50) NOT NULL,
    subject_id       VARCHAR(36),
    status           VARCHAR(20) NOT NULL,
    max_retries      INTEGER     NOT NULL,
    attempt_count    INTEGER     NOT NULL,
    earlier_attempts INTEGER     NOT NULL,
    claim_number     BIGINT      NOT NULL,
    due_at           TIMESTAMP(6) WITH TIME ZONE,
    lease_end        TIMESTAMP(6) WITH TIME ZONE,
    created_at       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    delivered_at     TIMESTAMP(6) WITH TIME ZONE,
    last_status_code INTEGER,
    last_error       VARCHAR(500)
);
CREATE INDEX deliveries_of_endpoint ON deliveries (organization_id, endpoint_id, created_at DESC, id DESC);
CREATE INDEX deliveries_of_organization ON deliveries (organization_id, created_at DESC, id DESC);

CREATE TABLE attempts (
    delivery_id     VARCHAR(36) NOT NULL,
    attempt         INTEGER     NOT NULL,
    started_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    duration_ms     BIGINT      NOT NULL,
    status_code     INTEGER,
    error           VARCHAR(500),
    response_body   VARCHAR,
    next_attempt_at TIMESTAMP(6) WITH TIME ZONE,
    PRIMARY KEY (delivery_id, attempt)
);

-- Jobs that send deliveries again. They have handled all deliveries up to reached_at and reached_id.
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

-- The server itself --------------------------------------------------------------------------------------------------------

-- Responses to POST requests with an Idempotency-Key. key_hash covers the caller and the key. claim names the request that
-- does the work; no other request may do it before claimed_until. The response is encrypted.
CREATE TABLE stored_responses (
    key_hash        VARCHAR(64) NOT NULL PRIMARY KEY,
    request_hash    VARCHAR(64) NOT NULL,
    claim           VARCHAR(36) NOT NULL,
    claimed_until   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    expires_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    sealed_response VARCHAR
);
CREATE INDEX stored_responses_by_expiry ON stored_responses (expires_at);

-- How often the data behind an organization's pages has changed. Nodes raise the numbers at most once a second; nodes with
-- open pages of that organization read them as often.
CREATE TABLE live_versions (
    organization_id VARCHAR(36) NOT NULL PRIMARY KEY REFERENCES organizations (id),
    approvals       BIGINT      NOT NULL,
    deliveries      BIGINT      NOT NULL
);

-- A known text, encrypted with the key of the first start: a start with another key fails.
CREATE TABLE encryption_key_check (
    id     VARCHAR(20)  NOT NULL PRIMARY KEY,
    sealed VARCHAR(200) NOT NULL
);

-- What only one node at a time may do: it locks the row.
CREATE TABLE cluster_locks (
    name VARCHAR(40) NOT NULL PRIMARY KEY
);

INSERT INTO cluster_locks (name) VALUES ('SEALING'), ('FIRST_LIVE_VERSION'), ('FIRST_START');
