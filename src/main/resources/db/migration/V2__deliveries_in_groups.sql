-- Deliveries are claimed and recorded in groups. due_at is the time of the next attempt, or null when the delivery is
-- finished. Until lease_end nobody else may attempt it, and claim_number, which each claim sets anew, proves the claim;
-- neither is indexed, so a claim is cheap. Deliveries are only ever stored together with their event, and attempts with
-- their delivery, so no foreign key guards what would cost every one of them an index more. The tables are built anew,
-- because the names of their old constraints differ from database to database.
CREATE TABLE new_deliveries (
    id               VARCHAR(36) NOT NULL PRIMARY KEY,
    organization_id  VARCHAR(36) NOT NULL,
    endpoint_id      VARCHAR(36) NOT NULL,
    event_id         VARCHAR(36) NOT NULL,
    event_type       VARCHAR(50) NOT NULL,
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
INSERT INTO new_deliveries (id, organization_id, endpoint_id, event_id, event_type, status, max_retries, attempt_count,
    earlier_attempts, claim_number, due_at, created_at, delivered_at, last_status_code, last_error)
SELECT id, organization_id, endpoint_id, event_id, event_type, status, max_retries, attempt_count,
    earlier_attempts, claim_number, due_at, created_at, delivered_at, last_status_code, last_error
FROM deliveries;

CREATE TABLE new_attempts (
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
INSERT INTO new_attempts (delivery_id, attempt, started_at, duration_ms, status_code, error, response_body,
    next_attempt_at)
SELECT delivery_id, attempt, started_at, duration_ms, status_code, error, response_body, next_attempt_at
FROM attempts;

DROP TABLE attempts;
DROP TABLE deliveries;
ALTER TABLE new_attempts RENAME TO attempts;
ALTER TABLE new_deliveries RENAME TO deliveries;
CREATE INDEX deliveries_waiting_of_endpoint ON deliveries (endpoint_id, due_at);
CREATE INDEX deliveries_of_endpoint ON deliveries (endpoint_id, created_at, id);
