-- Kilometres that a line is paid for by another vehicle than an earlier claim of the same journey, and that the counter
-- of the year got from that claim already (contracts/decisions/0013).
ALTER TABLE liquidation.travel_line
    ADD COLUMN counted_elsewhere integer NOT NULL DEFAULT 0 CHECK (counted_elsewhere >= 0);
