CREATE SCHEMA msg;
CREATE SCHEMA audit;
GRANT USAGE ON SCHEMA msg, audit TO service_app, service_audit;

-- How many facts each of our own streams has; the row lock gives each fact its number without a hole.
CREATE TABLE msg.outgoing_stream (
    stream text PRIMARY KEY CHECK (octet_length(stream) <= 120),
    last_number bigint NOT NULL CHECK (last_number > 0)
) WITH (fillfactor = 70);

-- What was decided and must be told. Pending is a state: commit order is not the order of a sequence.
CREATE TABLE msg.outbox (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id uuid NOT NULL UNIQUE,
    stream text NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    type text NOT NULL,
    body bytea NOT NULL CHECK (octet_length(body) <= 262144),
    body_sha256 bytea NOT NULL CHECK (octet_length(body_sha256) = 32),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'confirmed')),
    settled_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    retry_at timestamptz,
    last_error text,
    UNIQUE (stream, number)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX outbox_pending ON msg.outbox (position) WHERE state = 'pending';

-- Every message ever seen by each queue's consumer: nothing is deleted, so nothing is applied twice, ever.
CREATE TABLE msg.inbox (
    queue text NOT NULL,
    message_id uuid NOT NULL,
    body_sha256 bytea NOT NULL CHECK (octet_length(body_sha256) = 32),
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (queue, message_id)
);

-- The last fact applied of each stream that is followed.
CREATE TABLE msg.stream_position (
    queue text NOT NULL,
    stream text NOT NULL,
    last_number bigint NOT NULL CHECK (last_number >= 0),
    PRIMARY KEY (queue, stream)
) WITH (fillfactor = 70);

-- Arrived early, or failed for a reason that may pass: the body is ours now, the broker's copy is acknowledged.
CREATE TABLE msg.held (
    queue text NOT NULL,
    message_id uuid NOT NULL,
    stream text NOT NULL,
    number bigint NOT NULL,
    body bytea NOT NULL,
    reason text NOT NULL CHECK (reason IN ('early', 'retry')),
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    held_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_error text,
    PRIMARY KEY (queue, message_id)
);
-- Not unique: a faulty sender may use a number twice. The gate parks the second one when its turn comes.
CREATE INDEX held_stream ON msg.held (queue, stream, number);
CREATE INDEX held_due ON msg.held (queue, next_at);

-- What cannot be handled: a person decides. No timer deletes it.
CREATE TABLE msg.parked (
    parked_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    queue text NOT NULL,
    message_id uuid,
    body bytea NOT NULL,
    body_sha256 bytea NOT NULL,
    reason text NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    resolved_at timestamptz,
    resolution text CHECK (resolution IN ('replayed', 'dismissed')),
    CHECK ((resolved_at IS NULL) = (resolution IS NULL)),
    UNIQUE (queue, body_sha256)
);

-- Commands from forms and programs: the same command again has the same answer.
CREATE TABLE msg.command (
    command_id uuid PRIMARY KEY,
    actor text NOT NULL,
    body_sha256 bytea NOT NULL,
    answer text NOT NULL,
    committed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Who did what, when: append only, each entry bound to the one before it by its hash.
CREATE TABLE audit.head (
    chain smallint PRIMARY KEY CHECK (chain = 1),
    number bigint NOT NULL,
    hash bytea NOT NULL
);
INSERT INTO audit.head VALUES (1, 0, '\x00');
CREATE TABLE audit.entry (
    number bigint PRIMARY KEY,
    previous bytea NOT NULL UNIQUE,
    hash bytea NOT NULL UNIQUE,
    at_microseconds bigint NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    detail text NOT NULL
);

CREATE FUNCTION audit.digest(previous bytea, number bigint, at_microseconds bigint, VARIADIC fields text[])
RETURNS bytea LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT sha256(previous || int8send(number) || int8send(at_microseconds)
        || string_agg(int4send(octet_length(convert_to(field, 'UTF8'))) || convert_to(field, 'UTF8'), ''::bytea
                      ORDER BY place))
      FROM unnest(fields) WITH ORDINALITY AS listed (field, place)
$$;

-- The head is locked last in a transaction: it serialises all who append.
CREATE FUNCTION audit.append(actors text[], actions text[], subjects text[], details text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    latest record;
    instant bigint;
    following bytea;
BEGIN
    SELECT number, hash INTO STRICT latest FROM audit.head WHERE chain = 1 FOR UPDATE;
    FOR place IN 1 .. cardinality(actors) LOOP
        instant := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
        following := audit.digest(latest.hash, latest.number + 1, instant,
            actors[place], actions[place], subjects[place], details[place]);
        INSERT INTO audit.entry
        VALUES (latest.number + 1, latest.hash, following, instant,
            actors[place], actions[place], subjects[place], details[place]);
        latest.number := latest.number + 1;
        latest.hash := following;
    END LOOP;
    UPDATE audit.head SET number = latest.number, hash = latest.hash WHERE chain = 1;
    RETURN latest.number;
END $$;
REVOKE ALL ON FUNCTION audit.append(text[], text[], text[], text[]) FROM PUBLIC;

GRANT SELECT, INSERT, UPDATE ON msg.outgoing_stream, msg.stream_position TO service_app;
GRANT SELECT, INSERT ON msg.outbox, msg.inbox, msg.parked, msg.command TO service_app;
GRANT UPDATE (state, settled_at, attempts, retry_at, last_error) ON msg.outbox TO service_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON msg.held TO service_app;
GRANT UPDATE (resolved_at, resolution) ON msg.parked TO service_app;
GRANT EXECUTE ON FUNCTION audit.append(text[], text[], text[], text[]) TO service_app;
GRANT SELECT ON ALL TABLES IN SCHEMA msg, audit TO service_audit;
GRANT EXECUTE ON FUNCTION audit.digest(bytea, bigint, bigint, text[]) TO service_audit;
