-- People say themselves when they cannot come, and when they would rather come or not.

ALTER TABLE assignment.unavailabilities
    ADD COLUMN entered_by text NOT NULL DEFAULT 'import' CHECK (entered_by IN ('import', 'person')),
    ADD COLUMN entered_at timestamptz NOT NULL DEFAULT now();

-- A wish weighs; it binds nobody. No row: the half-day is neither wished nor avoided.
CREATE TABLE assignment.wishes (
    participant_id uuid NOT NULL REFERENCES assignment.participants,
    day date NOT NULL,
    half text NOT NULL CHECK (half IN ('morning', 'afternoon')),
    level text NOT NULL CHECK (level IN ('wished', 'avoided')),
    entered_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (participant_id, day, half)
);

-- The half-days that slots such as '2026-06-18 08:00-12:00' take: before 13 h is the morning, after it the afternoon.
CREATE FUNCTION assignment.half_days(slots text[]) RETURNS TABLE (day date, half text)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT DISTINCT left(slot, 10)::date, name
      FROM unnest(slots) AS slot
     CROSS JOIN (VALUES ('morning'), ('afternoon')) AS halves (name)
     WHERE CASE name WHEN 'morning' THEN substr(slot, 12, 5) < '13:00' ELSE substr(slot, 18, 5) > '13:00' END
$$;

GRANT SELECT ON assignment.wishes TO service_app, service_audit;
GRANT INSERT, UPDATE, DELETE ON assignment.wishes TO service_app;
GRANT DELETE ON assignment.unavailabilities TO service_app;
GRANT EXECUTE ON FUNCTION assignment.half_days(text[]) TO service_app, service_audit;
