-- What the estimate asks about a person, and what the name search reads: small letters without accents, each word
-- after a blank.
ALTER TABLE validation.person
    ADD COLUMN home text,
    ADD COLUMN school text,
    ADD COLUMN status text,
    ADD COLUMN search text NOT NULL DEFAULT '';

-- What the work list filters and sorts by, and what the claim is worth as it was sent.
ALTER TABLE validation.claim
    ADD COLUMN centre text GENERATED ALWAYS AS (coalesce(mission ->> 'centreCode', '')) STORED,
    ADD COLUMN centre_name text GENERATED ALWAYS AS (coalesce(mission ->> 'centreName', '')) STORED,
    ADD COLUMN test text GENERATED ALWAYS AS (coalesce(mission ->> 'test', '')) STORED,
    ADD COLUMN attention_reasons text[] NOT NULL DEFAULT '{}',
    ADD COLUMN indemnity_cents bigint NOT NULL DEFAULT 0,
    ADD COLUMN travel_cents bigint NOT NULL DEFAULT 0;

-- The entries of the filters, read from the index alone.
CREATE INDEX claim_choices ON validation.claim (office, centre, centre_name, exam, kind);

-- The kilometres that were certified before.
CREATE INDEX line_kilometres ON validation.line (claim_id)
    WHERE decision IS NOT NULL AND state <> 'refused' AND body -> 'fact' ->> 'kind' = 'kilometres';
