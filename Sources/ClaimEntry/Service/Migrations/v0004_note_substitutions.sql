-- Two convocations that are one seat: the absent person's and that of whoever took the place. The claims themselves
-- follow the two convocations; this only says so on the page.
CREATE TABLE claim_entry.substitution (
    substitution_id uuid PRIMARY KEY,
    withdrawn_claim uuid NOT NULL,
    issued_claim uuid NOT NULL,
    substituted_at timestamptz NOT NULL,
    CHECK (withdrawn_claim <> issued_claim)
);
CREATE INDEX substitution_of_issued_claim ON claim_entry.substitution (issued_claim);
GRANT SELECT, INSERT ON claim_entry.substitution TO service_app;
GRANT SELECT ON claim_entry.substitution TO service_audit;
