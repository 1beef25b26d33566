-- Accounts, one-time links, sign-ins, wrong passwords, and the mail that waits.
CREATE SCHEMA portal;
GRANT USAGE ON SCHEMA portal TO service_app, service_audit;

CREATE TABLE portal.accounts (
    account_id     uuid PRIMARY KEY,
    login          text NOT NULL UNIQUE CHECK (login = lower(login) AND length(login) BETWEEN 1 AND 200),
    participant_id uuid UNIQUE,
    display_name   text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 200),
    email          text CHECK (email = lower(email) AND email LIKE '%_@_%'),
    roles          text[] NOT NULL CHECK (roles <@ ARRAY['participant', 'officer', 'manager', 'paymaster',
                                                         'centre-head', 'operator']),
    perimeter      text[] NOT NULL,
    password       text CHECK (password LIKE '$scrypt$%'),
    state          text NOT NULL CHECK (state IN ('invited', 'active', 'closed')),
    created_at     timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL,
    CHECK (state <> 'active' OR password IS NOT NULL),
    CHECK (NOT 'participant' = ANY (roles) OR participant_id IS NOT NULL)
);
CREATE INDEX accounts_email ON portal.accounts (email) WHERE email IS NOT NULL;

CREATE TABLE portal.links (
    token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    account_id uuid NOT NULL REFERENCES portal.accounts,
    purpose    text NOT NULL CHECK (purpose IN ('activation', 'recovery')),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX links_account ON portal.links (account_id);

CREATE TABLE portal.sessions (
    session_id   uuid PRIMARY KEY,
    secret_hash  bytea NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    account_id   uuid NOT NULL REFERENCES portal.accounts,
    form_token   text NOT NULL,
    started_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    ended_at     timestamptz
);
CREATE INDEX sessions_account ON portal.sessions (account_id) WHERE ended_at IS NULL;

-- The subject is a hash: this table names nobody.
CREATE TABLE portal.failures (
    subject         bytea PRIMARY KEY CHECK (length(subject) = 32),
    failures        bigint NOT NULL CHECK (failures > 0),
    last_failure_at timestamptz NOT NULL,
    locked_until    timestamptz
);

-- The body is emptied when the mail has left, because it may hold a link.
CREATE TABLE portal.mails (
    mail_id         uuid PRIMARY KEY,
    account_id      uuid NOT NULL REFERENCES portal.accounts,
    kind            text NOT NULL,
    recipient       text NOT NULL,
    subject         text NOT NULL,
    body            text NOT NULL,
    created_at      timestamptz NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    attempts        bigint NOT NULL DEFAULT 0,
    sent_at         timestamptz,
    last_fault      text,
    CHECK (sent_at IS NULL OR body = '')
);
CREATE INDEX mails_waiting ON portal.mails (next_attempt_at) WHERE sent_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON portal.accounts, portal.links, portal.sessions, portal.mails TO service_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON portal.failures TO service_app;
GRANT SELECT ON ALL TABLES IN SCHEMA portal TO service_audit;
