-- What assignment owns: the registry, the sessions, the proposals of the engine, and the convocations.
CREATE SCHEMA assignment;
GRANT USAGE ON SCHEMA assignment TO service_app, service_audit;

-- One row: a number that rises with every import that changed something, so that a plan can tell that it is stale.
CREATE TABLE assignment.registry (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    revision bigint NOT NULL DEFAULT 0
);
INSERT INTO assignment.registry DEFAULT VALUES;

CREATE TABLE assignment.communes (
    code text PRIMARY KEY CHECK (code ~ '^[0-9][0-9AB][0-9]{3}$'),
    name text NOT NULL,
    latitude double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    population integer NOT NULL CHECK (population >= 0)
);

CREATE TABLE assignment.sessions (
    code text PRIMARY KEY CHECK (code <> ''),
    label text NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    accepted_proposal uuid,
    CHECK (last_day >= first_day)
);

CREATE TABLE assignment.centres (
    code text PRIMARY KEY CHECK (code <> ''),
    name text NOT NULL,
    commune_code text NOT NULL REFERENCES assignment.communes
);

CREATE TABLE assignment.participants (
    id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE CHECK (number <> ''),
    family_name text NOT NULL,
    given_name text NOT NULL,
    email text,
    status text NOT NULL CHECK (status IN ('internal', 'external', 'retired')),
    home_commune text NOT NULL REFERENCES assignment.communes,
    school_commune text REFERENCES assignment.communes,
    most_missions integer NOT NULL CHECK (most_missions BETWEEN 0 AND 40)
);

CREATE TABLE assignment.competences (
    participant_id uuid NOT NULL REFERENCES assignment.participants,
    exam text NOT NULL,
    test text NOT NULL,
    PRIMARY KEY (participant_id, exam, test)
);

CREATE TABLE assignment.unavailabilities (
    participant_id uuid NOT NULL REFERENCES assignment.participants,
    day date NOT NULL,
    half text NOT NULL CHECK (half IN ('morning', 'afternoon')),
    reason text NOT NULL,
    PRIMARY KEY (participant_id, day, half)
);

-- A slot is written '2026-06-18 08:00-12:00'.
CREATE TABLE assignment.missions (
    id uuid PRIMARY KEY,
    session_code text NOT NULL REFERENCES assignment.sessions,
    code text NOT NULL,
    kind text NOT NULL,
    exam text NOT NULL,
    test text NOT NULL,
    office text NOT NULL,
    centre_code text NOT NULL REFERENCES assignment.centres,
    slots text[] NOT NULL CHECK (cardinality(slots) > 0),
    seats integer NOT NULL CHECK (seats > 0),
    minutes_per_candidate integer CHECK (minutes_per_candidate > 0),
    evaluation text NOT NULL CHECK (evaluation IN ('terminal', 'in-year')),
    remote boolean NOT NULL,
    UNIQUE (session_code, code)
);

-- A run of the engine and its result; the worker that last showed life has the lease.
CREATE TABLE assignment.proposals (
    id uuid PRIMARY KEY,
    session_code text NOT NULL REFERENCES assignment.sessions,
    state text NOT NULL CHECK (state IN ('queued', 'running', 'finished', 'failed')),
    requested_by uuid NOT NULL,
    requested_name text NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    gap_millionths bigint NOT NULL CHECK (gap_millionths >= 0),
    seconds_limit integer NOT NULL CHECK (seconds_limit > 0),
    attempts integer NOT NULL DEFAULT 0,
    worker uuid,
    heartbeat_at timestamptz,
    finished_at timestamptz,
    stop_requested boolean NOT NULL DEFAULT false,
    registry_revision bigint,
    based_on uuid,
    seats integer,
    empty_seats integer,
    cost bigint,
    bound bigint,
    input_hash bytea,
    engine text,
    failure text,
    accepted_at timestamptz,
    accepted_by uuid,
    CHECK (state <> 'finished' OR (cost IS NOT NULL AND bound <= cost AND finished_at IS NOT NULL)),
    CHECK (state <> 'failed' OR failure IS NOT NULL),
    CHECK (accepted_at IS NULL OR state = 'finished')
);
CREATE UNIQUE INDEX one_open_proposal ON assignment.proposals (session_code) WHERE state IN ('queued', 'running');
ALTER TABLE assignment.sessions
    ADD FOREIGN KEY (accepted_proposal) REFERENCES assignment.proposals;

-- Rows include those that were already convened, so that an accepted proposal is the whole plan.
CREATE TABLE assignment.proposal_rows (
    proposal_id uuid NOT NULL REFERENCES assignment.proposals,
    mission_id uuid NOT NULL REFERENCES assignment.missions,
    participant_id uuid NOT NULL REFERENCES assignment.participants,
    kilometres integer NOT NULL CHECK (kilometres >= 0),
    nearer integer NOT NULL,
    next_best_kilometres integer,
    PRIMARY KEY (proposal_id, mission_id, participant_id)
);

CREATE TABLE assignment.proposal_gaps (
    proposal_id uuid NOT NULL REFERENCES assignment.proposals,
    mission_id uuid NOT NULL REFERENCES assignment.missions,
    empty_seats integer NOT NULL CHECK (empty_seats > 0),
    reason text NOT NULL,
    PRIMARY KEY (proposal_id, mission_id)
);

CREATE TABLE assignment.convocation_runs (
    id uuid PRIMARY KEY,
    session_code text NOT NULL REFERENCES assignment.sessions,
    number integer NOT NULL,
    run_by uuid NOT NULL,
    run_name text NOT NULL,
    run_at timestamptz NOT NULL DEFAULT now(),
    issued integer NOT NULL CHECK (issued > 0),
    UNIQUE (session_code, number)
);

-- An issued convocation never changes: what follows is a higher version.
CREATE TABLE assignment.convocations (
    id uuid NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    mission_id uuid NOT NULL REFERENCES assignment.missions,
    participant_id uuid NOT NULL REFERENCES assignment.participants,
    run_id uuid NOT NULL REFERENCES assignment.convocation_runs,
    issued_at timestamptz NOT NULL,
    PRIMARY KEY (id, version),
    UNIQUE (mission_id, participant_id, version)
);
CREATE INDEX convocations_of_participant ON assignment.convocations (participant_id);

GRANT SELECT ON ALL TABLES IN SCHEMA assignment TO service_app, service_audit;
GRANT INSERT, UPDATE ON assignment.communes, assignment.sessions, assignment.centres, assignment.participants,
    assignment.unavailabilities, assignment.missions, assignment.proposals TO service_app;
GRANT INSERT ON assignment.competences, assignment.proposal_rows, assignment.proposal_gaps,
    assignment.convocation_runs, assignment.convocations TO service_app;
GRANT UPDATE ON assignment.registry TO service_app;
