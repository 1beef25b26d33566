-- A competence may hold for a time only, and rests on something: a diploma, a decision, years of teaching.
ALTER TABLE assignment.competences
    ADD COLUMN valid_from date,
    ADD COLUMN valid_to date,
    ADD COLUMN evidence text CHECK (evidence <> ''),
    ADD CHECK (valid_to >= valid_from);

CREATE OR REPLACE VIEW assignment.usable_competences AS
SELECT participant_id, exam, test, valid_from, valid_to
  FROM assignment.competences
 WHERE answer = 'confirmed'
    OR (answer IS NULL AND (origin = 'confirmed' OR silent_from <= (now() AT TIME ZONE 'Europe/Paris')::date));

-- Whether something that holds from one day to another holds on every day of these slots.
CREATE FUNCTION assignment.holds_at(valid_from date, valid_to date, slots text[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT (valid_from IS NULL OR valid_from <= (SELECT min(left(slot, 10)::date) FROM unnest(slots) AS slot))
       AND (valid_to IS NULL OR valid_to >= (SELECT max(left(slot, 10)::date) FROM unnest(slots) AS slot))
$$;

-- Whose pupils sit at a centre, and who teaches pupils of another school than the one where they work: nobody judges
-- their own pupils. A row that no longer holds stays, with false.
CREATE TABLE assignment.centre_pupils (
    centre_code text NOT NULL REFERENCES assignment.centres,
    school_code text NOT NULL REFERENCES assignment.schools,
    sit boolean NOT NULL,
    PRIMARY KEY (centre_code, school_code)
);
CREATE TABLE assignment.taught_schools (
    participant_id uuid NOT NULL REFERENCES assignment.participants,
    school_code text NOT NULL REFERENCES assignment.schools,
    teaches boolean NOT NULL,
    PRIMARY KEY (participant_id, school_code)
);

-- The schools whose pupils are judged in a mission: none where nobody is judged.
CREATE FUNCTION assignment.judged_schools(centre text, kind text) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT school_code FROM assignment.centre_pupils
     WHERE centre_code = centre AND sit AND kind NOT IN ('invigilation', 'meeting', 'subject-setting')
$$;

-- Whether a mission judges pupils of a school where the person works or teaches.
CREATE FUNCTION assignment.judges_own_pupils(participant uuid, centre text, kind text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT EXISTS (
        SELECT FROM assignment.judged_schools(centre, kind) AS judged (school_code)
         WHERE EXISTS (SELECT FROM assignment.participants AS p
                        WHERE p.id = participant AND p.school_code = judged.school_code)
            OR EXISTS (SELECT FROM assignment.taught_schools AS t
                        WHERE t.participant_id = participant AND t.school_code = judged.school_code AND t.teaches))
$$;

GRANT SELECT ON assignment.centre_pupils, assignment.taught_schools TO service_app, service_audit;
GRANT INSERT, UPDATE ON assignment.centre_pupils, assignment.taught_schools TO service_app;
GRANT EXECUTE ON FUNCTION assignment.holds_at(date, date, text[]), assignment.judged_schools(text, text),
    assignment.judges_own_pupils(uuid, text, text) TO service_app, service_audit;
