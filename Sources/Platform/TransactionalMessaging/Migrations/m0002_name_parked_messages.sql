-- Two messages with the same unreadable body are two messages; a copy of one of them is not a third.
ALTER TABLE msg.parked DROP CONSTRAINT parked_queue_body_sha256_key;
ALTER TABLE msg.parked ADD CONSTRAINT parked_message UNIQUE NULLS NOT DISTINCT (queue, message_id, body_sha256);
-- As its sender named it outside the body, which may say nothing.
ALTER TABLE msg.parked ADD COLUMN type text;
