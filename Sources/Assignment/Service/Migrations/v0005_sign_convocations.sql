-- Who signs: line by line, as it stood when the convocations were issued.
ALTER TABLE assignment.convocation_runs ADD COLUMN signatory text[] NOT NULL DEFAULT '{}';
