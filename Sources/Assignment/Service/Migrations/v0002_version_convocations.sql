-- Convocations get versions: issued, amended, withdrawn. What each version said stays with it.

-- All that a convocation says of a mission, as the registry has it now.
CREATE VIEW assignment.mission_details AS
SELECT m.id, m.session_code, m.office,
       jsonb_build_object(
           'session', m.session_code, 'kind', m.kind, 'exam', m.exam, 'test', m.test, 'office', m.office,
           'centreCode', centres.code, 'centreName', centres.name, 'communeCode', place.code,
           'communeName', place.name, 'remote', m.remote, 'evaluation', m.evaluation, 'slots', to_jsonb(m.slots),
           'minutesPerCandidate', m.minutes_per_candidate) AS detail
  FROM assignment.missions AS m
  JOIN assignment.centres ON centres.code = m.centre_code
  JOIN assignment.communes AS place ON place.code = centres.commune_code;

ALTER TABLE assignment.convocations
    ADD COLUMN kind text NOT NULL DEFAULT 'issued' CHECK (kind IN ('issued', 'amended', 'withdrawn')),
    ADD COLUMN reason text,
    ADD COLUMN detail jsonb,
    ADD CHECK (kind <> 'withdrawn' OR reason IS NOT NULL);
-- Until now a convened mission could not change: what the registry says is what was told.
UPDATE assignment.convocations AS c
   SET detail = d.detail FROM assignment.mission_details AS d WHERE d.id = c.mission_id;
ALTER TABLE assignment.convocations ALTER COLUMN detail SET NOT NULL, ALTER COLUMN kind DROP DEFAULT;

CREATE VIEW assignment.standing_convocations AS
SELECT c.id, c.version, c.mission_id, c.participant_id, c.run_id, c.issued_at, c.detail
  FROM assignment.convocations AS c
 WHERE c.kind <> 'withdrawn'
   AND NOT EXISTS (SELECT FROM assignment.convocations AS later WHERE later.id = c.id AND later.version > c.version);

ALTER TABLE assignment.convocation_runs
    DROP CONSTRAINT convocation_runs_issued_check,
    ADD COLUMN amended integer NOT NULL DEFAULT 0 CHECK (amended >= 0),
    ADD COLUMN withdrawn integer NOT NULL DEFAULT 0 CHECK (withdrawn >= 0),
    ADD CHECK (issued >= 0 AND issued + amended + withdrawn > 0);

-- What a manager has decided about one person and one mission, whatever a calculation would prefer.
CREATE TABLE assignment.manager_rules (
    mission_id uuid NOT NULL REFERENCES assignment.missions,
    participant_id uuid NOT NULL REFERENCES assignment.participants,
    rule text NOT NULL CHECK (rule IN ('keep', 'avoid')),
    reason text NOT NULL,
    made_by uuid NOT NULL,
    made_name text NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (mission_id, participant_id)
);

-- A plan changed by hand is a proposal too; the note says what was changed.
ALTER TABLE assignment.proposals ADD COLUMN note text;

GRANT SELECT ON assignment.mission_details, assignment.standing_convocations, assignment.manager_rules
    TO service_app, service_audit;
GRANT INSERT, UPDATE, DELETE ON assignment.manager_rules TO service_app;
