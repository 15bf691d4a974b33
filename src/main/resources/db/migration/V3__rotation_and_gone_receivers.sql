-- During a rotation both secrets sign. An endpoint that is disabled knows by whom and why.
ALTER TABLE webhook_endpoints ADD COLUMN previous_sealed_secret VARCHAR(500);
ALTER TABLE webhook_endpoints ADD COLUMN previous_secret_until TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE webhook_endpoints ADD COLUMN disabled_by VARCHAR(20);
ALTER TABLE webhook_endpoints ADD COLUMN disabled_at TIMESTAMP(6) WITH TIME ZONE;
UPDATE webhook_endpoints SET disabled_by = 'USER', disabled_at = updated_at WHERE enabled = FALSE;
