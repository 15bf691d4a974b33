-- What was answered to a POST with an Idempotency-Key. slot is a hash of whose key it is and of the key; claim names the
-- request that does the work, which nobody else may do before claimed_until. The answer is sealed.
CREATE TABLE kept_answers (
    slot          VARCHAR(64) NOT NULL PRIMARY KEY,
    request_hash  VARCHAR(64) NOT NULL,
    claim         VARCHAR(36) NOT NULL,
    claimed_until TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    expires_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    sealed_answer VARCHAR
);
CREATE INDEX kept_answers_by_expiry ON kept_answers (expires_at);

-- Wrong passwords in a row, for e-mail addresses of users and of nobody alike. Only a hash of the address is kept: people
-- also type passwords there. It counts until counts_until.
CREATE TABLE login_failures (
    email_hash   VARCHAR(64) NOT NULL PRIMARY KEY,
    failures     INTEGER     NOT NULL,
    counts_until TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX login_failures_by_end ON login_failures (counts_until);
