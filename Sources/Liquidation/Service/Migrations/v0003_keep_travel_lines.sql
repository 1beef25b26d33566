-- Every travel line that was liquidated, with what makes its journey: the person's other claims are not paid for the
-- same meal, night or kilometre again (contracts/decisions/0013).
CREATE TABLE liquidation.travel_line (
    claim_id uuid NOT NULL,
    line_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    day date NOT NULL,
    line jsonb NOT NULL,
    trip jsonb,
    commune text NOT NULL,
    amount_cents bigint NOT NULL CHECK (amount_cents >= 0),
    kilometres integer NOT NULL CHECK (kilometres >= 0),
    -- What was taken off because other claims had been paid for the same expense.
    elsewhere_cents bigint NOT NULL CHECK (elsewhere_cents >= 0),
    elsewhere_kilometres integer NOT NULL CHECK (elsewhere_kilometres >= 0),
    -- One index for all: written once for each line and read by the person's days. That a line is liquidated once is
    -- the key of established_line.
    PRIMARY KEY (participant_id, day, claim_id, line_id)
);

INSERT INTO liquidation.travel_line
       (claim_id, line_id, participant_id, day, line, trip, commune, amount_cents, kilometres, elsewhere_cents,
        elsewhere_kilometres)
SELECT e.claim_id, e.line_id, l.participant_id, e.day, e.trace -> 'line', d.facts -> 'trip',
       d.facts -> 'mission' -> 'commune' ->> 'code', e.amount_cents,
       CASE WHEN e.amount_cents = 0 THEN 0 ELSE
            (SELECT coalesce(sum((s -> 'rated' ->> 'count')::integer), 0)
               FROM jsonb_array_elements(e.trace -> 'steps') AS s
              WHERE s -> 'rated' ->> '_1' = 'kilometres') END, 0, 0
  FROM liquidation.established_line e
  JOIN liquidation.liquidation l ON l.claim_id = e.claim_id AND l.number = e.number
  JOIN liquidation.decision d ON d.claim_id = l.claim_id AND d.decision = l.decision
 WHERE e.track = 'travel' AND e.verdict <> 'refused' AND e.trace ? 'line';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON liquidation.travel_line
    FOR EACH STATEMENT EXECUTE FUNCTION liquidation.refuse_change();
GRANT SELECT ON liquidation.travel_line TO service_audit;
GRANT SELECT, INSERT ON liquidation.travel_line TO service_app;
