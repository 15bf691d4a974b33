-- Sessions of the dashboard that were signed out of before their token ended by itself at ends_at.
CREATE TABLE ended_sessions (
    token_id VARCHAR(36) NOT NULL PRIMARY KEY,
    ends_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX ended_sessions_by_end ON ended_sessions (ends_at);
