-- What liquidation owns. Amounts are cents; account numbers and national numbers are ciphertext made by the service.
CREATE SCHEMA liquidation;

-- Who may be paid, as assignment describes the person. No bank details.
CREATE TABLE liquidation.payee (
    participant_id uuid PRIMARY KEY,
    number text NOT NULL CHECK (number <> ''),
    family_name text NOT NULL,
    given_name text NOT NULL,
    status text NOT NULL,
    home_code text NOT NULL,
    school_code text,
    revision bigint NOT NULL CHECK (revision > 0),
    updated_at timestamptz NOT NULL
);
CREATE INDEX payee_number ON liquidation.payee (number);

-- One data key per owner (a person, a batch, a bank answer), wrapped by a key that is not in this database.
-- Overwriting `wrapped` makes everything under it unreadable for ever.
CREATE TABLE liquidation.data_key (
    owner_id uuid NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    wrapping_version integer NOT NULL CHECK (wrapping_version > 0),
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (owner_id, version)
);

-- Bank details as entered; a change is a new version. Only the last four characters of the account are in clear.
CREATE TABLE liquidation.bank_details (
    participant_id uuid NOT NULL REFERENCES liquidation.payee,
    version integer NOT NULL CHECK (version > 0),
    key_version integer NOT NULL,
    iban bytea NOT NULL,
    iban_index bytea NOT NULL CHECK (octet_length(iban_index) = 32),
    iban_masked text NOT NULL CHECK (length(iban_masked) <= 14),
    holder bytea NOT NULL,
    bic text,
    national_number bytea,
    national_number_index bytea CHECK (octet_length(national_number_index) = 32),
    entered_by uuid NOT NULL,
    entered_at timestamptz NOT NULL,
    PRIMARY KEY (participant_id, version),
    FOREIGN KEY (participant_id, key_version) REFERENCES liquidation.data_key (owner_id, version),
    CHECK ((national_number IS NULL) = (national_number_index IS NULL))
);
CREATE INDEX bank_details_iban ON liquidation.bank_details (iban_index);

-- A version that a bank has refused is not used again.
CREATE TABLE liquidation.bank_details_refusal (
    participant_id uuid NOT NULL,
    version integer NOT NULL,
    code text NOT NULL,
    refused_at timestamptz NOT NULL,
    PRIMARY KEY (participant_id, version),
    FOREIGN KEY (participant_id, version) REFERENCES liquidation.bank_details
);

-- One row per claim: the lock under which its liquidations are numbered.
CREATE TABLE liquidation.claim (
    claim_id uuid PRIMARY KEY,
    participant_id uuid NOT NULL,
    liquidations integer NOT NULL DEFAULT 0 CHECK (liquidations >= 0),
    closed text CHECK (closed IN ('not-performed', 'cancelled'))
);
CREATE INDEX claim_participant ON liquidation.claim (participant_id);

CREATE TABLE liquidation.decision (
    claim_id uuid NOT NULL REFERENCES liquidation.claim,
    decision integer NOT NULL CHECK (decision > 0),
    facts jsonb NOT NULL,
    office text NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (claim_id, decision)
);

CREATE TABLE liquidation.liquidation (
    claim_id uuid NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    decision integer NOT NULL,
    participant_id uuid NOT NULL,
    session text NOT NULL,
    exam text NOT NULL,
    mission text NOT NULL,
    worked_on date NOT NULL,
    indemnity_cents bigint NOT NULL CHECK (indemnity_cents >= 0),
    travel_cents bigint NOT NULL CHECK (travel_cents >= 0),
    established_at timestamptz NOT NULL,
    PRIMARY KEY (claim_id, number),
    UNIQUE (claim_id, decision),
    FOREIGN KEY (claim_id, decision) REFERENCES liquidation.decision
);
CREATE INDEX liquidation_participant ON liquidation.liquidation (participant_id);

CREATE TABLE liquidation.established_line (
    claim_id uuid NOT NULL,
    line_id uuid NOT NULL,
    number integer NOT NULL,
    position integer NOT NULL,
    track text NOT NULL CHECK (track IN ('indemnity', 'travel')),
    day date NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('accepted', 'reduced', 'refused')),
    amount_cents bigint NOT NULL CHECK (amount_cents >= 0 AND (verdict <> 'refused' OR amount_cents = 0)),
    sentence text NOT NULL,
    source text NOT NULL,
    remedy text,
    trace jsonb NOT NULL,
    PRIMARY KEY (claim_id, line_id),          -- a line opens money once
    UNIQUE (claim_id, number, position),
    FOREIGN KEY (claim_id, number) REFERENCES liquidation.liquidation
);

-- Kilometres liquidated so far, in the order of the decisions; see KilometreCounter.
CREATE TABLE liquidation.kilometre_counter (
    participant_id uuid NOT NULL,
    year integer NOT NULL,
    kilometres integer NOT NULL DEFAULT 0 CHECK (kilometres >= 0),
    PRIMARY KEY (participant_id, year)
) WITH (fillfactor = 80);

-- A bank file: made once, kept as ciphertext with the hash of its clear bytes, and only ever sent identical.
CREATE TABLE liquidation.batch (
    batch_id uuid PRIMARY KEY,
    message_id text NOT NULL UNIQUE CHECK (length(message_id) BETWEEN 1 AND 35),
    state text NOT NULL CHECK (state IN ('built', 'released', 'sent', 'unknown', 'given-up')),
    transfers integer NOT NULL CHECK (transfers > 0),
    total_cents bigint NOT NULL CHECK (total_cents > 0),
    execution_day date NOT NULL,
    key_version integer NOT NULL,
    file bytea NOT NULL,
    file_sha256 bytea NOT NULL CHECK (octet_length(file_sha256) = 32),
    built_by uuid NOT NULL,
    built_at timestamptz NOT NULL,
    released_by uuid,
    released_at timestamptz,
    sent_by uuid,
    sent_at timestamptz,
    FOREIGN KEY (batch_id, key_version) REFERENCES liquidation.data_key (owner_id, version),
    CHECK (released_by <> built_by),          -- two people
    CHECK ((released_by IS NULL) = (released_at IS NULL)),
    CHECK ((state IN ('released', 'sent', 'unknown')) = (released_by IS NOT NULL))
);
CREATE SEQUENCE liquidation.batch_number;

CREATE TABLE liquidation.payment (
    payment_id uuid PRIMARY KEY,
    claim_id uuid NOT NULL,
    track text NOT NULL CHECK (track IN ('indemnity', 'travel')),
    liquidation integer NOT NULL,
    attempt integer NOT NULL CHECK (attempt > 0),
    participant_id uuid NOT NULL,
    amount_cents bigint NOT NULL CHECK (amount_cents > 0),
    end_to_end_id text NOT NULL UNIQUE CHECK (length(end_to_end_id) BETWEEN 1 AND 35),
    state text NOT NULL,
    revision integer NOT NULL DEFAULT 1 CHECK (revision > 0),
    batch_id uuid REFERENCES liquidation.batch,
    bank_details_version integer,
    ordered_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    UNIQUE (claim_id, track, liquidation, attempt),
    FOREIGN KEY (claim_id, liquidation) REFERENCES liquidation.liquidation (claim_id, number),
    FOREIGN KEY (participant_id, bank_details_version) REFERENCES liquidation.bank_details (participant_id, version),
    CONSTRAINT state_of_its_track CHECK (
        track = 'indemnity' AND state IN ('instructed', 'settled', 'returned')
        OR track = 'travel' AND state IN
            ('blocked', 'ordered', 'in-file', 'released', 'sent', 'unknown', 'settled', 'returned')),
    CONSTRAINT file_of_its_state CHECK (
        state NOT IN ('in-file', 'released', 'sent', 'unknown') OR batch_id IS NOT NULL AND bank_details_version IS NOT NULL)
) WITH (fillfactor = 80);
-- At most one order for a debt that has not come back, whatever the program does.
CREATE UNIQUE INDEX payment_live ON liquidation.payment (claim_id, track, liquidation) WHERE state <> 'returned';
CREATE INDEX payment_participant ON liquidation.payment (participant_id);
CREATE INDEX payment_batch ON liquidation.payment (batch_id);
CREATE INDEX payment_waiting ON liquidation.payment (state, ordered_at) WHERE state <> 'settled';

-- "Où est mon argent": every change of every payment.
CREATE TABLE liquidation.payment_event (
    payment_id uuid NOT NULL REFERENCES liquidation.payment,
    revision integer NOT NULL,
    state text NOT NULL,
    happened_at timestamptz NOT NULL,
    actor text NOT NULL,
    code text,
    explanation text,
    PRIMARY KEY (payment_id, revision)
);

-- Double entry: a debit is positive. Every cause sums to zero.
CREATE TABLE liquidation.entry (
    entry_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cause uuid NOT NULL,
    account text NOT NULL CHECK (account ~ '^(expense|payable|in-file|in-transit|paid|recoverable)\.(indemnity|travel)$'),
    cents bigint NOT NULL CHECK (cents <> 0),
    claim_id uuid NOT NULL REFERENCES liquidation.claim,
    payment_id uuid REFERENCES liquidation.payment,
    posted_at timestamptz NOT NULL,
    UNIQUE (cause, account)
);
CREATE INDEX entry_claim ON liquidation.entry (claim_id);

CREATE FUNCTION liquidation.check_balance() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF (SELECT sum(cents) FROM liquidation.entry WHERE cause = NEW.cause) <> 0 THEN
        RAISE EXCEPTION 'the entries of cause % do not sum to zero', NEW.cause
            USING ERRCODE = '23514', CONSTRAINT = 'entry_balanced';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER entry_balanced AFTER INSERT ON liquidation.entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION liquidation.check_balance();

-- Answers of the bank, by the hash of the file: the same file is taken once.
CREATE TABLE liquidation.bank_answer (
    file_sha256 bytea PRIMARY KEY CHECK (octet_length(file_sha256) = 32),
    answer_id uuid NOT NULL UNIQUE,
    batch_id uuid NOT NULL REFERENCES liquidation.batch,
    message_id text NOT NULL,
    key_version integer NOT NULL,
    file bytea NOT NULL,
    settled integer NOT NULL,
    returned integer NOT NULL,
    acknowledged integer NOT NULL,
    received_by text NOT NULL,
    received_at timestamptz NOT NULL,
    FOREIGN KEY (answer_id, key_version) REFERENCES liquidation.data_key (owner_id, version)
);

-- Every report of the payroll, also those without effect.
CREATE TABLE liquidation.payroll_report (
    payment_id uuid NOT NULL REFERENCES liquidation.payment,
    number bigint NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('paid', 'rejected')),
    amount_cents bigint NOT NULL,
    reported_on date NOT NULL,
    code text,
    effect text NOT NULL CHECK (effect IN ('settled', 'returned', 'already-known', 'paid-after-return')),
    received_at timestamptz NOT NULL,
    PRIMARY KEY (payment_id, number)
);

-- What a human has to look at.
CREATE TABLE liquidation.incident (
    incident_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('paid-after-return')),
    payment_id uuid NOT NULL REFERENCES liquidation.payment,
    detail text NOT NULL,
    noticed_at timestamptz NOT NULL,
    resolved_at timestamptz,
    resolved_by uuid,
    resolution text,
    CHECK ((resolved_at IS NULL) = (resolution IS NULL))
);

-- Append-only also for the owner: a correction is a further row.
CREATE FUNCTION liquidation.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END
$$;
DO $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['bank_details', 'bank_details_refusal', 'decision', 'liquidation', 'established_line',
                                'payment_event', 'entry', 'bank_answer', 'payroll_report'] LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON liquidation.%I
                        FOR EACH STATEMENT EXECUTE FUNCTION liquidation.refuse_change()', kept);
    END LOOP;
END
$$;

GRANT USAGE ON SCHEMA liquidation TO service_app, service_audit;
GRANT SELECT ON ALL TABLES IN SCHEMA liquidation TO service_audit;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA liquidation TO service_app;
GRANT USAGE ON SEQUENCE liquidation.batch_number TO service_app;
GRANT UPDATE ON liquidation.payee TO service_app;
GRANT UPDATE (liquidations, closed) ON liquidation.claim TO service_app;
GRANT UPDATE (kilometres) ON liquidation.kilometre_counter TO service_app;
GRANT UPDATE (state, revision, batch_id, bank_details_version, changed_at) ON liquidation.payment TO service_app;
GRANT UPDATE (state, released_by, released_at, sent_by, sent_at) ON liquidation.batch TO service_app;
GRANT UPDATE (resolved_at, resolved_by, resolution) ON liquidation.incident TO service_app;
