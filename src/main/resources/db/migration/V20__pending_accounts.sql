-- Accounts that an admin has added and that nobody has signed in to yet. Their address is unique in its organization alone:
-- users.email, which is unique over all organizations, is set by the first sign-in. created_by is the admin.
ALTER TABLE users ADD COLUMN pending_email VARCHAR(254);
ALTER TABLE users ADD COLUMN created_by VARCHAR(36);
ALTER TABLE users ADD CONSTRAINT one_pending_account_per_address UNIQUE (organization_id, pending_email);
CREATE INDEX users_by_pending_email ON users (pending_email);
ALTER TABLE users DROP CONSTRAINT users_sign_in_here_or_elsewhere;
ALTER TABLE users ADD CONSTRAINT users_sign_in_here_or_elsewhere CHECK (
    (external_subject IS NULL AND password_hash IS NOT NULL AND email IS NOT NULL AND pending_email IS NULL)
    OR (external_subject IS NULL AND password_hash IS NOT NULL AND email IS NULL AND pending_email IS NOT NULL)
    OR (external_subject IS NOT NULL AND external_issuer IS NOT NULL AND external_name IS NOT NULL
        AND email IS NULL AND password_hash IS NULL AND pending_email IS NULL));
