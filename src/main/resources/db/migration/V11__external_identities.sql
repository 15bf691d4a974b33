-- Users whom an external issuer signs in have neither a password nor an address to sign in with here: what they are known
-- by is only shown, so that nobody's address at the issuer takes, or blocks, the place of a local user with the same one.
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
ALTER TABLE users ALTER COLUMN password_hash DROP NOT NULL;
ALTER TABLE users ADD COLUMN external_issuer VARCHAR(500);
ALTER TABLE users ADD COLUMN external_subject VARCHAR(255);
ALTER TABLE users ADD COLUMN external_name VARCHAR(254);
ALTER TABLE users ADD CONSTRAINT one_user_per_external_identity
    UNIQUE (organization_id, external_issuer, external_subject);
ALTER TABLE users ADD CONSTRAINT users_sign_in_here_or_elsewhere CHECK (
    (external_subject IS NULL AND email IS NOT NULL AND password_hash IS NOT NULL)
    OR (external_subject IS NOT NULL AND external_issuer IS NOT NULL AND external_name IS NOT NULL
        AND email IS NULL AND password_hash IS NULL));
