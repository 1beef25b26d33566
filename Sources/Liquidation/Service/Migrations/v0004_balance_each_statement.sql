-- All entries of a cause are written together, so their balance is checked once for each statement, not once a row.
DROP TRIGGER entry_balanced ON liquidation.entry;
CREATE OR REPLACE FUNCTION liquidation.check_balance() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    unbalanced uuid;
BEGIN
    SELECT cause INTO unbalanced FROM written GROUP BY cause HAVING sum(cents) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the entries of cause % do not sum to zero', unbalanced
            USING ERRCODE = '23514', CONSTRAINT = 'entry_balanced';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER entry_balanced AFTER INSERT ON liquidation.entry REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION liquidation.check_balance();
