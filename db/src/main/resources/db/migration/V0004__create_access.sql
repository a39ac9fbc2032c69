-- Who may do what, and what they did.

CREATE TABLE app_user (
    username      text PRIMARY KEY,
    password_hash text NOT NULL,
    role          text NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    enabled       boolean NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL DEFAULT now()
);

-- What a worker shows to register; only the SHA-256 is kept.
CREATE TABLE worker_token (
    token_hash text PRIMARY KEY,
    name       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz
);

-- Logins of programs: only the SHA-256 of a token is kept, so that every server knows it and nobody can read it here.
CREATE TABLE api_token (
    token_hash text PRIMARY KEY,
    username   text NOT NULL REFERENCES app_user ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX api_token_expires ON api_token (expires_at);

-- One row for each command of a person, in the command's own transaction.
CREATE TABLE audit_event (
    id      uuid PRIMARY KEY,
    at      timestamptz NOT NULL DEFAULT now(),
    actor   text NOT NULL,
    action  text NOT NULL,
    dag_id  text,
    run_id  text,
    task_id text,
    detail  jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_event_at ON audit_event (at);
CREATE INDEX audit_event_dag ON audit_event (dag_id, at);
