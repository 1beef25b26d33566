-- What the latest version of the convocation changed, as the participant reads it; it stays when a claim was sent before.
ALTER TABLE claim_entry.claim
    ADD COLUMN amended_at timestamptz,
    ADD COLUMN amended_changes text[] NOT NULL DEFAULT '{}',
    ADD CHECK ((amended_at IS NULL) = (cardinality(amended_changes) = 0));
