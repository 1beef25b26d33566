-- Mails that somebody waits for in front of the page leave before those that are written by the thousand.
ALTER TABLE portal.mails
    ADD COLUMN rank smallint GENERATED ALWAYS AS
        (CASE kind WHEN 'recovery' THEN 0 WHEN 'activation' THEN 2 ELSE 1 END) STORED;
DROP INDEX portal.mails_waiting;
CREATE INDEX mails_waiting ON portal.mails (rank, next_attempt_at, mail_id) WHERE sent_at IS NULL;
CREATE INDEX mails_sent ON portal.mails (sent_at) WHERE sent_at IS NOT NULL;
