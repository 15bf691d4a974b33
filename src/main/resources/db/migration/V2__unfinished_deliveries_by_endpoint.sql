-- Waiting deliveries are taken in groups per endpoint, oldest first; nobody looks for them over all endpoints any more.
DROP INDEX deliveries_by_due_time;
CREATE INDEX deliveries_waiting_of_endpoint ON deliveries (endpoint_id, due_at);
