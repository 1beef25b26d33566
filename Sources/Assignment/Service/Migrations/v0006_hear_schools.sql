-- Schools: their heads confirm competences, say when staff cannot come, and see who is away.
CREATE TABLE assignment.schools (
    code text PRIMARY KEY CHECK (code <> ''),
    name text NOT NULL,
    commune_code text NOT NULL REFERENCES assignment.communes
);
ALTER TABLE assignment.participants ADD COLUMN school_code text REFERENCES assignment.schools;
CREATE INDEX participants_of_school ON assignment.participants (school_code) WHERE school_code IS NOT NULL;

-- Confirmed: the office answers for it. Declared by the person, or taken from what they teach: their school's head
-- confirms or refuses it, and silence until the day is agreement.
ALTER TABLE assignment.competences
    ADD COLUMN origin text NOT NULL DEFAULT 'confirmed' CHECK (origin IN ('confirmed', 'declared', 'teaching')),
    ADD COLUMN silent_from date,
    ADD COLUMN answer text CHECK (answer IN ('confirmed', 'refused')),
    ADD COLUMN answered_at timestamptz,
    ADD COLUMN answered_by uuid,
    ADD COLUMN reason text CHECK (reason <> ''),
    ADD CHECK ((origin = 'confirmed') = (silent_from IS NULL)),
    ADD CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)),
    ADD CHECK ((answer = 'refused') = (reason IS NOT NULL) OR answer IS NULL);

CREATE VIEW assignment.usable_competences AS
SELECT participant_id, exam, test
  FROM assignment.competences
 WHERE answer = 'confirmed'
    OR (answer IS NULL AND (origin = 'confirmed' OR silent_from <= (now() AT TIME ZONE 'Europe/Paris')::date));

ALTER TABLE assignment.unavailabilities
    DROP CONSTRAINT unavailabilities_entered_by_check,
    ADD CHECK (entered_by IN ('import', 'person', 'school'));

-- How many lessons somebody gives on a half-day of the week; 1 is Monday.
CREATE TABLE assignment.lessons (
    participant_id uuid NOT NULL REFERENCES assignment.participants,
    weekday smallint NOT NULL CHECK (weekday BETWEEN 1 AND 6),
    half text NOT NULL CHECK (half IN ('morning', 'afternoon')),
    lessons smallint NOT NULL CHECK (lessons BETWEEN 0 AND 8),
    PRIMARY KEY (participant_id, weekday, half)
);

GRANT SELECT ON assignment.schools, assignment.lessons, assignment.usable_competences TO service_app, service_audit;
GRANT INSERT, UPDATE ON assignment.schools, assignment.lessons TO service_app;
GRANT UPDATE ON assignment.competences TO service_app;
