-- A trace is kept for whoever asks years later, and never searched: it stays as it was written.
ALTER TABLE liquidation.established_line ALTER COLUMN trace TYPE json;
