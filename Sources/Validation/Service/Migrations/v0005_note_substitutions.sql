-- Two convocations that are one seat, so that an officer sees both files before paying one work twice.
CREATE TABLE validation.substitution (
    substitution_id uuid PRIMARY KEY,
    withdrawn_convocation uuid NOT NULL,
    issued_convocation uuid NOT NULL,
    substituted_at timestamptz NOT NULL,
    CHECK (withdrawn_convocation <> issued_convocation)
);
CREATE INDEX substitution_of_withdrawn ON validation.substitution (withdrawn_convocation);
CREATE INDEX substitution_of_issued ON validation.substitution (issued_convocation);
GRANT SELECT, INSERT ON validation.substitution TO service_app;
GRANT SELECT ON validation.substitution TO service_audit;
