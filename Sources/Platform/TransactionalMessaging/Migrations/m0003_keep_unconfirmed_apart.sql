-- What the broker has not confirmed, beside the messages: a confirmation removes a narrow row and moves no body.
CREATE TABLE msg.unconfirmed (
    position bigint PRIMARY KEY,
    attempts integer NOT NULL DEFAULT 0,
    retry_at timestamptz,
    last_error text
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
INSERT INTO msg.unconfirmed SELECT position, attempts, retry_at, last_error FROM msg.outbox WHERE state = 'pending';

-- The outbox is written once. An identifier is made of its stream and number, which stay unique.
DROP INDEX msg.outbox_pending;
ALTER TABLE msg.outbox
    DROP COLUMN state, DROP COLUMN settled_at, DROP COLUMN attempts, DROP COLUMN retry_at, DROP COLUMN last_error,
    DROP CONSTRAINT outbox_message_id_key;
ALTER TABLE msg.outbox SET (fillfactor = 100);

GRANT SELECT, INSERT, DELETE ON msg.unconfirmed TO service_app;
GRANT UPDATE (attempts, retry_at, last_error) ON msg.unconfirmed TO service_app;
GRANT SELECT ON msg.unconfirmed TO service_audit;
