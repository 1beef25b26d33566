-- The office that certified stands on each payment, and its offices on each batch: the perimeter of the paymaster.
ALTER TABLE liquidation.payment ADD COLUMN office text;
UPDATE liquidation.payment p
   SET office = d.office
  FROM liquidation.liquidation l
  JOIN liquidation.decision d ON d.claim_id = l.claim_id AND d.decision = l.decision
 WHERE l.claim_id = p.claim_id AND l.number = p.liquidation;
ALTER TABLE liquidation.payment ALTER COLUMN office SET NOT NULL;
CREATE INDEX payment_changed ON liquidation.payment (changed_at DESC, payment_id);

ALTER TABLE liquidation.batch ADD COLUMN offices text[] NOT NULL DEFAULT '{}';
UPDATE liquidation.batch b
   SET offices = coalesce((SELECT array_agg(DISTINCT p.office) FROM liquidation.payment p
                            WHERE p.batch_id = b.batch_id), '{}');
ALTER TABLE liquidation.batch ALTER COLUMN offices DROP DEFAULT;
CREATE INDEX batch_built ON liquidation.batch (built_at DESC, batch_id);

-- Name and number without accents, in capitals: what people type to find somebody.
ALTER TABLE liquidation.payee ADD COLUMN sought text;
UPDATE liquidation.payee
   SET sought = upper(translate(family_name || ' ' || given_name || ' ' || number,
                                'àâäéèêëîïôöùûüÿçÀÂÄÉÈÊËÎÏÔÖÙÛÜŸÇ', 'aaaeeeeiioouuuycAAAEEEEIIOOUUUYC'));
ALTER TABLE liquidation.payee ALTER COLUMN sought SET NOT NULL;

-- A part of a decision that the program may not turn into money: the law leaves a question open, or the facts cannot
-- be. One for each track, because the two tracks live apart; the other one is liquidated meanwhile.
CREATE TABLE liquidation.hold (
    claim_id uuid NOT NULL,
    decision integer NOT NULL,
    track text NOT NULL CHECK (track IN ('indemnity', 'travel')),
    participant_id uuid NOT NULL,
    points jsonb NOT NULL,
    held_at timestamptz NOT NULL,
    -- The answers by line, and who gave them.
    answers jsonb,
    released_by uuid,
    released_at timestamptz,
    PRIMARY KEY (claim_id, decision, track),
    FOREIGN KEY (claim_id, decision) REFERENCES liquidation.decision,
    CHECK ((released_at IS NULL) = (released_by IS NULL) AND (released_at IS NULL) = (answers IS NULL))
);
CREATE INDEX hold_waiting ON liquidation.hold (held_at) WHERE released_at IS NULL;
CREATE INDEX hold_participant ON liquidation.hold (participant_id);

-- What was held of a decision becomes a liquidation of its own later. A line still opens money once (established_line).
ALTER TABLE liquidation.liquidation DROP CONSTRAINT liquidation_claim_id_decision_key;
CREATE INDEX liquidation_decision ON liquidation.liquidation (claim_id, decision);

-- How the members of staff who acted here are called; the histories name them.
CREATE TABLE liquidation.staff (
    account_id uuid PRIMARY KEY,
    name text NOT NULL
);

GRANT SELECT ON liquidation.hold, liquidation.staff TO service_audit;
GRANT SELECT, INSERT ON liquidation.hold, liquidation.staff TO service_app;
GRANT UPDATE (answers, released_by, released_at) ON liquidation.hold TO service_app;
GRANT UPDATE (name) ON liquidation.staff TO service_app;
