-- Each seal covers the rows of one organization's log that follow those of the seal before it, up to its last row.
CREATE TABLE log_seals (
    organization_id VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    number          BIGINT       NOT NULL,
    row_count       INTEGER      NOT NULL,
    last_created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    last_id         VARCHAR(36)  NOT NULL,
    hash            VARCHAR(64)  NOT NULL,
    signature       VARCHAR(200) NOT NULL,
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (organization_id, number)
);
