-- One list of all deliveries of an organization, newest first. Until now each webhook had a list of its own, and a page was
-- merged from up to a hundred of them.
CREATE INDEX deliveries_of_organization ON deliveries (organization_id, created_at DESC, id DESC);
