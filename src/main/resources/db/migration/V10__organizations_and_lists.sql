-- How often the password was changed: a token carries the number that was true when it was issued.
ALTER TABLE users ADD COLUMN token_generation INTEGER DEFAULT 0 NOT NULL;

-- That somebody may join an organization. A row goes when it is accepted, withdrawn or replaced.
CREATE TABLE invitations (
    id              VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    email           VARCHAR(254) NOT NULL,
    role            VARCHAR(20)  NOT NULL,
    token_hash      VARCHAR(64)  NOT NULL UNIQUE,
    created_by      VARCHAR(36)  NOT NULL,
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    expires_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX invitations_of_organization ON invitations (organization_id, created_at);

-- Lists show the newest rows first, and H2 reads an index in one direction only.
DROP INDEX log_by_kind;
CREATE INDEX log_by_kind ON log_entries (organization_id, kind, created_at DESC, id DESC);
DROP INDEX approvals_of_organization;
CREATE INDEX approvals_of_organization ON approvals (organization_id, created_at DESC, id DESC);
