-- What an officer looked up for a car that was taken for convenience.
ALTER TABLE validation.claim ADD COLUMN cheapest_fare_cents bigint CHECK (cheapest_fare_cents >= 0);

-- The day on which the claim was sent for the first time: the law asks whether it came in time.
ALTER TABLE validation.claim ADD COLUMN claimed_on date;

-- The orders of the work list: the first page is read from the index, however long the list is.
CREATE INDEX claim_since ON validation.claim (since, claim_id);
CREATE INDEX person_search ON validation.person (search);
