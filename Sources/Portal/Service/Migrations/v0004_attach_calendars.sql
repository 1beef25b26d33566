-- A mail about a convocation carries a calendar file. What a calendar was told of each convocation is kept, so that a
-- later mail can move it or take it out.
ALTER TABLE portal.mails
    ADD COLUMN calendar text,
    ADD CONSTRAINT mails_calendar_check CHECK (sent_at IS NULL OR calendar IS NULL);

CREATE TABLE portal.calendars (
    convocation_id uuid PRIMARY KEY,
    sequence       bigint NOT NULL CHECK (sequence >= 0),
    -- By place in the series, the last known: day, and minutes after midnight of begin and end.
    times          text[] NOT NULL
);

GRANT SELECT, INSERT, UPDATE ON portal.calendars TO service_app;
GRANT SELECT ON portal.calendars TO service_audit;
