CREATE SCHEMA validation;
GRANT USAGE ON SCHEMA validation TO service_app, service_audit;

CREATE TABLE validation.person (
    participant_id uuid PRIMARY KEY,
    number text NOT NULL,
    family_name text NOT NULL,
    given_name text NOT NULL
);

-- One file for each prepared claim; its version rises with every change, so that nobody overwrites another.
CREATE TABLE validation.claim (
    claim_id uuid PRIMARY KEY,
    convocation_id uuid NOT NULL UNIQUE,
    participant_id uuid NOT NULL,
    office text NOT NULL,
    session text NOT NULL,
    exam text NOT NULL,
    kind text NOT NULL,
    mission jsonb NOT NULL,
    indemnity text NOT NULL,
    travel text NOT NULL,
    state text NOT NULL CHECK (state IN
        ('announced', 'submitted', 'not-performed', 'returned', 'decided', 'closed', 'cancelled')),
    version bigint NOT NULL DEFAULT 1,
    submission integer NOT NULL DEFAULT 0 CHECK (submission >= 0),
    decision integer NOT NULL DEFAULT 0 CHECK (decision >= 0),
    trip jsonb,
    car_authorised boolean,
    remark text,
    not_performed_reason text,
    attention text[] NOT NULL DEFAULT '{}',
    since timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX claim_queue ON validation.claim (state, since, claim_id);
CREATE INDEX claim_participant ON validation.claim (participant_id);

CREATE TABLE validation.line (
    claim_id uuid NOT NULL REFERENCES validation.claim,
    line_id uuid NOT NULL,
    place integer NOT NULL,
    body jsonb NOT NULL,
    declared jsonb,
    state text NOT NULL CHECK (state IN ('open', 'accepted', 'reduced', 'refused', 'returned', 'removed')),
    reason text,
    decision integer,
    PRIMARY KEY (claim_id, line_id),
    CHECK ((state IN ('accepted', 'reduced', 'refused')) = (decision IS NOT NULL)),
    CHECK (state NOT IN ('reduced', 'refused', 'returned') OR reason IS NOT NULL)
);

-- A decided line never changes again.
CREATE FUNCTION validation.keep_decided_line() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION 'a decided line never changes' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER keep_decided_line BEFORE UPDATE ON validation.line
    FOR EACH ROW WHEN (OLD.decision IS NOT NULL) EXECUTE FUNCTION validation.keep_decided_line();

-- Who decided what, for ever.
CREATE TABLE validation.decision (
    claim_id uuid NOT NULL REFERENCES validation.claim,
    decision integer NOT NULL CHECK (decision > 0),
    kind text NOT NULL CHECK (kind IN ('certified', 'returned', 'closed')),
    account_id uuid NOT NULL,
    account_name text NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (claim_id, decision, kind, decided_at)
);

GRANT SELECT, INSERT, UPDATE ON validation.person, validation.claim, validation.line TO service_app;
GRANT SELECT, INSERT ON validation.decision TO service_app;
GRANT SELECT ON ALL TABLES IN SCHEMA validation TO service_audit;
