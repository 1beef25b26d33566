-- Seats that only some may take: a president, people from outside the school, at least so many external ones.
CREATE TABLE assignment.compositions (
    mission_id uuid NOT NULL REFERENCES assignment.missions,
    role text NOT NULL CHECK (role <> ''),
    -- 'status' with a status, 'outside' with nothing, 'competence' with a test of the mission's exam.
    condition text NOT NULL CHECK (condition IN ('status', 'outside', 'competence')),
    value text NOT NULL,
    seats integer NOT NULL CHECK (seats >= 0),
    PRIMARY KEY (mission_id, role),
    CHECK (condition <> 'status' OR value IN ('internal', 'external', 'retired')),
    CHECK (condition <> 'outside' OR value = '')
);
ALTER TABLE assignment.centres ADD COLUMN school_code text REFERENCES assignment.schools;

-- Declared conflicts: the reason is kept for whoever answers for the file, and shown on no page.
CREATE TABLE assignment.exclusions (
    participant_id uuid NOT NULL REFERENCES assignment.participants,
    centre_code text NOT NULL REFERENCES assignment.centres,
    reason text NOT NULL,
    PRIMARY KEY (participant_id, centre_code)
);

-- Whom a mission must not have, by a manager's decision or by a declared conflict.
CREATE VIEW assignment.standing_rules AS
SELECT m.id AS mission_id, x.participant_id, 'avoid' AS rule, 'conflit déclaré' AS reason
  FROM assignment.exclusions AS x
  JOIN assignment.missions AS m ON m.centre_code = x.centre_code
 UNION ALL
SELECT r.mission_id, r.participant_id, r.rule, r.reason
  FROM assignment.manager_rules AS r
  JOIN assignment.missions AS m ON m.id = r.mission_id
 WHERE NOT EXISTS (SELECT FROM assignment.exclusions AS x
                    WHERE x.centre_code = m.centre_code AND x.participant_id = r.participant_id);

GRANT SELECT ON assignment.compositions, assignment.exclusions, assignment.standing_rules
    TO service_app, service_audit;
GRANT INSERT, UPDATE ON assignment.compositions, assignment.exclusions TO service_app;
