-- What was typed, sent and said is read back whole: nothing is gained by taking it apart in the database.
ALTER TABLE claim_entry.claim
    ALTER COLUMN entry DROP DEFAULT, ALTER COLUMN entry TYPE json, ALTER COLUMN entry SET DEFAULT '{}';
ALTER TABLE claim_entry.submission ALTER COLUMN body TYPE json;
ALTER TABLE claim_entry.said ALTER COLUMN body TYPE json;
