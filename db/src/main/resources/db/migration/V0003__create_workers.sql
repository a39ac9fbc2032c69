-- Worker sessions: one lease each, judged by the database's clock alone.

CREATE TABLE worker_session (
    session_id        uuid PRIMARY KEY,
    name              text NOT NULL,
    host              text NOT NULL,
    pid               bigint NOT NULL,
    worker_version    text NOT NULL,
    protocol_version  int NOT NULL,
    token_hash        text NOT NULL,
    queues            text[] NOT NULL,
    slots             int NOT NULL CHECK (slots >= 1),
    prefetch          int NOT NULL CHECK (prefetch >= 0),
    state             text NOT NULL CHECK (state IN ('live', 'draining', 'ended', 'lost')),
    registered_at     timestamptz NOT NULL DEFAULT now(),
    heartbeat_at      timestamptz NOT NULL DEFAULT now(),
    lease_until       timestamptz NOT NULL,
    ended_at          timestamptz,
    CHECK ((state IN ('ended', 'lost')) = (ended_at IS NOT NULL))
) WITH (fillfactor = 70);
-- Not on lease_until: a heartbeat then changes no index.
CREATE INDEX worker_session_open ON worker_session (session_id) WHERE state IN ('live', 'draining');
-- Every call of a worker shows its session's token.
CREATE UNIQUE INDEX worker_session_token ON worker_session (token_hash);
