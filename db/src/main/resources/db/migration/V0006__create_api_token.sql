-- Logins of programs: only the SHA-256 of a token is kept, so that every server knows it and nobody can read it here.

CREATE TABLE api_token (
    token_hash text PRIMARY KEY,
    username   text NOT NULL REFERENCES app_user ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX api_token_expires ON api_token (expires_at);

-- A session's token is looked up by its hash.
CREATE UNIQUE INDEX worker_session_token ON worker_session (token_hash);
