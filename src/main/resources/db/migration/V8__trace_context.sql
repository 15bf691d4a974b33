-- The W3C trace context of the request that caused an event: every attempt to deliver it goes on with the trace.
ALTER TABLE webhook_events ADD COLUMN traceparent VARCHAR(55);
ALTER TABLE webhook_events ADD COLUMN tracestate VARCHAR(512);
