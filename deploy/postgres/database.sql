-- The rights on one database, run in it after its creation. {{database}} is replaced by its name and
-- {{service}} by the name that begins its roles; outside the tests the two are the same.
REVOKE ALL ON DATABASE {{database}} FROM PUBLIC;
GRANT CONNECT ON DATABASE {{database}} TO {{service}}_app, {{service}}_migrate, {{service}}_audit;
GRANT CREATE ON DATABASE {{database}} TO {{service}}_owner;
DROP SCHEMA IF EXISTS public;
ALTER ROLE {{service}}_app IN DATABASE {{database}} SET statement_timeout = '30s';
ALTER ROLE {{service}}_app IN DATABASE {{database}} SET lock_timeout = '5s';
ALTER ROLE {{service}}_app IN DATABASE {{database}} SET idle_in_transaction_session_timeout = '10s';
ALTER ROLE {{service}}_app IN DATABASE {{database}} SET search_path = 'pg_catalog';
ALTER ROLE {{service}}_audit IN DATABASE {{database}} SET default_transaction_read_only = on;
