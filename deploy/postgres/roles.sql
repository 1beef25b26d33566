-- The roles of the cluster. Running it again changes nothing. Passwords are set apart, by deploy/.
--   <database>_owner    owns everything in its database, cannot sign in
--   <database>_migrate  signs in to change the schema, as the owner
--   <database>_app      the running service: only the verbs that the migrations grant to service_app
--   <database>_audit    reads, for `imagin audit`
DO $$
DECLARE
    database text;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'service_app') THEN
        CREATE ROLE service_app NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'service_audit') THEN
        CREATE ROLE service_audit NOLOGIN;
    END IF;
    FOREACH database IN ARRAY ARRAY['assignment', 'claim_entry', 'validation', 'liquidation', 'portal'] LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = database || '_owner') THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', database || '_owner');
        END IF;
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = database || '_migrate') THEN
            EXECUTE format('CREATE ROLE %I LOGIN CONNECTION LIMIT 4 IN ROLE %I',
                           database || '_migrate', database || '_owner');
        END IF;
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = database || '_app') THEN
            EXECUTE format('CREATE ROLE %I LOGIN CONNECTION LIMIT 40 IN ROLE service_app', database || '_app');
        END IF;
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = database || '_audit') THEN
            EXECUTE format('CREATE ROLE %I LOGIN CONNECTION LIMIT 4 IN ROLE service_audit', database || '_audit');
        END IF;
    END LOOP;
END
$$;
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
