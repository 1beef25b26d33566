-- What claim entry owns. States are not stored: they are derived from what was sent and from what others said since.
CREATE SCHEMA claim_entry;

-- Who takes part, as assignment describes the person. No mail address, no bank details.
CREATE TABLE claim_entry.person (
    participant_id uuid PRIMARY KEY,
    number text NOT NULL CHECK (number <> ''),
    family_name text NOT NULL,
    given_name text NOT NULL,
    status text NOT NULL,
    home_code text NOT NULL CHECK (length(home_code) = 5),
    home_name text NOT NULL,
    school_code text CHECK (length(school_code) = 5),
    school_name text,
    revision bigint NOT NULL CHECK (revision > 0),
    CHECK ((school_code IS NULL) = (school_name IS NULL))
);

-- Whether liquidation can pay a person; it may say so before the person is known here.
CREATE TABLE claim_entry.dossier (
    participant_id uuid PRIMARY KEY,
    complete boolean NOT NULL,
    assessed_at timestamptz NOT NULL
);

-- One claim for each convocation. `entry` is what was typed, exactly as typed; `version` grows with each save.
CREATE TABLE claim_entry.claim (
    claim_id uuid PRIMARY KEY,
    convocation_id uuid NOT NULL UNIQUE,
    convocation_version integer NOT NULL CHECK (convocation_version > 0),
    participant_id uuid NOT NULL REFERENCES claim_entry.person,
    mission jsonb NOT NULL,
    indemnity_opening text NOT NULL CHECK (indemnity_opening IN ('open', 'entered-by-service', 'void')),
    indemnity_reason text,
    travel_opening text NOT NULL CHECK (travel_opening IN ('open', 'entered-by-service', 'void')),
    travel_reason text,
    withdrawn_at timestamptz,
    withdrawn_reason text,
    entry jsonb NOT NULL DEFAULT '{}',
    entry_saved_at timestamptz,
    submission integer NOT NULL DEFAULT 0 CHECK (submission >= 0),
    version bigint NOT NULL DEFAULT 1 CHECK (version > 0),
    CHECK ((indemnity_opening = 'void') = (indemnity_reason IS NOT NULL)),
    CHECK ((travel_opening = 'void') = (travel_reason IS NOT NULL)),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
) WITH (fillfactor = 70);
CREATE INDEX claim_participant ON claim_entry.claim (participant_id);

-- What was sent, in the words of the message. Its lines never change: a correction is the next number.
CREATE TABLE claim_entry.submission (
    claim_id uuid NOT NULL REFERENCES claim_entry.claim,
    number integer NOT NULL CHECK (number > 0),
    performed boolean NOT NULL,
    body jsonb NOT NULL,
    sent_at timestamptz NOT NULL,
    PRIMARY KEY (claim_id, number)
);

-- What validation and liquidation said about a claim, in their own words and in the order of their streams.
CREATE TABLE claim_entry.said (
    claim_id uuid NOT NULL REFERENCES claim_entry.claim,
    family text NOT NULL CHECK (family IN ('decision', 'liquidation')),
    number bigint NOT NULL CHECK (number > 0),
    fact text NOT NULL,
    body jsonb NOT NULL,
    said_at timestamptz NOT NULL,
    PRIMARY KEY (claim_id, family, number)
);

GRANT USAGE ON SCHEMA claim_entry TO service_app, service_audit;
GRANT SELECT, INSERT, UPDATE ON claim_entry.person, claim_entry.dossier, claim_entry.claim TO service_app;
GRANT SELECT, INSERT ON claim_entry.submission, claim_entry.said TO service_app;
GRANT SELECT ON ALL TABLES IN SCHEMA claim_entry TO service_audit;
