-- People answer by a sealed link, without signing in: the seal is made with this key, which never leaves the database
-- but in the memory of the service.
CREATE TABLE assignment.answer_key (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    key bytea NOT NULL CHECK (length(key) = 32)
);
INSERT INTO assignment.answer_key (key)
VALUES (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

-- What the convened person said of one version of their convocation. Who has read it may still be prevented later.
CREATE TABLE assignment.convocation_answers (
    convocation_id uuid NOT NULL,
    version integer NOT NULL,
    answer text NOT NULL CHECK (answer IN ('acknowledged', 'impeded')),
    reason text CHECK (reason <> ''),
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (convocation_id, version, answer),
    FOREIGN KEY (convocation_id, version) REFERENCES assignment.convocations,
    CHECK ((answer = 'impeded') = (reason IS NOT NULL))
);

-- Somebody is absent: several people are asked, and the first who accepts has the seat.
CREATE TABLE assignment.substitutions (
    id uuid PRIMARY KEY,
    mission_id uuid NOT NULL REFERENCES assignment.missions,
    absent_id uuid NOT NULL REFERENCES assignment.participants,
    reason text NOT NULL CHECK (reason <> ''),
    opened_by uuid NOT NULL,
    opened_name text NOT NULL,
    opened_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'filled', 'cancelled')),
    settled_at timestamptz,
    CHECK ((state = 'open') = (settled_at IS NULL))
);
CREATE UNIQUE INDEX one_open_substitution ON assignment.substitutions (mission_id, absent_id) WHERE state = 'open';

CREATE TABLE assignment.replacement_offers (
    id uuid PRIMARY KEY,
    substitution_id uuid NOT NULL REFERENCES assignment.substitutions,
    participant_id uuid NOT NULL REFERENCES assignment.participants,
    kilometres integer NOT NULL CHECK (kilometres >= 0),
    offered_at timestamptz NOT NULL,
    answer text CHECK (answer IN ('accepted', 'declined', 'too-late', 'impossible')),
    answered_at timestamptz,
    UNIQUE (substitution_id, participant_id),
    CHECK ((answer IS NULL) = (answered_at IS NULL))
);
-- Exactly one has the seat, whatever happens at the same moment.
CREATE UNIQUE INDEX one_accepted_offer ON assignment.replacement_offers (substitution_id) WHERE answer = 'accepted';

GRANT SELECT ON assignment.answer_key TO service_app;
GRANT SELECT ON assignment.convocation_answers, assignment.substitutions, assignment.replacement_offers
    TO service_app, service_audit;
GRANT INSERT ON assignment.convocation_answers TO service_app;
GRANT INSERT, UPDATE ON assignment.substitutions, assignment.replacement_offers TO service_app;
