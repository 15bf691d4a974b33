-- H2 reads an index in one direction: this one is for whoever sends deliveries again, from the oldest on.
CREATE INDEX deliveries_of_endpoint_upward ON deliveries (organization_id, endpoint_id, created_at, id);

-- H2 has no indexes of a part of the rows.
CREATE INDEX deliveries_waiting_of_endpoint ON deliveries (endpoint_id, due_at);
CREATE INDEX deliveries_by_status ON deliveries (organization_id, status, created_at DESC, id DESC);
CREATE INDEX approvals_by_review ON approvals (review_at);
