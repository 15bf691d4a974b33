ALTER TABLE webhook_endpoints ADD COLUMN ordering VARCHAR(20) DEFAULT 'NONE' NOT NULL;
ALTER TABLE webhook_endpoints ADD COLUMN rate_limit INTEGER;
ALTER TABLE webhook_endpoints ADD COLUMN retry_delays VARCHAR(200) DEFAULT '' NOT NULL;
-- Until its time, the requests that were let through have used the rate up.
ALTER TABLE webhook_endpoints ADD COLUMN paced_until TIMESTAMP(6) WITH TIME ZONE;
-- The delivery that ran out of attempts and lets none of the later ones pass.
ALTER TABLE webhook_endpoints ADD COLUMN blocked_by VARCHAR(36);
-- Those before the previous one that still sign, when secrets are rotated more than once in a day.
ALTER TABLE webhook_endpoints ADD COLUMN older_sealed_secrets VARCHAR DEFAULT '' NOT NULL;
