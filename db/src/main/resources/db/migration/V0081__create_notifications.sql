-- The outbox: what people are told of, written with what it is about. A server that claims a row moves its next try behind the time that
-- sending may take, so a server that dies while it sends leaves a row that is due again.

CREATE TABLE notification (
    id           uuid PRIMARY KEY,
    at           timestamptz NOT NULL,
    kind         text NOT NULL,
    channel      text NOT NULL,
    dag_id       text,
    run_id       text,
    task_id      text,
    map_index    int NOT NULL DEFAULT -1,
    title        text NOT NULL,
    detail       jsonb NOT NULL,
    state        text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'dead')),
    tries        int NOT NULL DEFAULT 0,
    next_try_at  timestamptz NOT NULL DEFAULT now(),
    last_error   text,
    delivered_at timestamptz,
    CHECK ((state = 'delivered') = (delivered_at IS NOT NULL))
);
CREATE INDEX notification_due ON notification (next_try_at) WHERE state = 'pending';
CREATE INDEX notification_at ON notification (at);
