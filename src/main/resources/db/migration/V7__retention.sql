-- That the rows of an organization's log up to the end of one of its seals were removed, because they had become old. The
-- seals stay.
CREATE TABLE log_retirements (
    organization_id VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    number          BIGINT       NOT NULL,
    hash            VARCHAR(64)  NOT NULL,
    retained_since  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    kept_for        VARCHAR(30)  NOT NULL,
    retired_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    signature       VARCHAR(200) NOT NULL,
    PRIMARY KEY (organization_id, number)
);
