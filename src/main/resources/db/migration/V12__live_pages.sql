-- How often what an organization's pages show has changed. Nodes raise the numbers at most once a second, and those that
-- somebody watches look at them as often.
CREATE TABLE live_versions (
    organization_id VARCHAR(36) NOT NULL PRIMARY KEY REFERENCES organizations (id),
    approvals       BIGINT      NOT NULL,
    deliveries      BIGINT      NOT NULL
);

-- What a delivery tells of: the approval, or the row of the log. Not indexed: whoever looks for it knows about when.
ALTER TABLE deliveries ADD COLUMN subject_id VARCHAR(36);
