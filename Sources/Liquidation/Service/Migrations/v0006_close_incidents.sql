-- What was found out about a contradiction of the payroll.
ALTER TABLE liquidation.incident
    ADD COLUMN outcome text CHECK (outcome IN ('confirmed-paid', 'announced-in-error', 'recovered')),
    ADD CONSTRAINT incident_closed_whole CHECK ((resolved_at IS NULL) = (outcome IS NULL));
GRANT UPDATE (outcome) ON liquidation.incident TO service_app;

-- One contradiction is asked about once: further reports of the same say nothing new.
CREATE UNIQUE INDEX incident_open ON liquidation.incident (payment_id) WHERE resolved_at IS NULL;
CREATE INDEX incident_payment ON liquidation.incident (payment_id);
