-- What the receiver does not have. Most rows become DELIVERED, and cost this index one entry and no second one.
CREATE INDEX deliveries_by_status ON deliveries (organization_id, status, created_at DESC, id DESC)
    WHERE status <> 'DELIVERED';

-- A delivery that is finished costs this index no second entry.
CREATE INDEX deliveries_waiting_of_endpoint ON deliveries (endpoint_id, due_at) WHERE due_at IS NOT NULL;

-- Half of each page is left free for the version of a row that its claim writes: then a claim writes no index (a HOT update).
ALTER TABLE deliveries SET (fillfactor = 50);

-- Most approvals are never reviewed.
CREATE INDEX approvals_by_review ON approvals (review_at) WHERE review_at IS NOT NULL;
