-- Servers that share this database. A DAG belongs to one of them: all its runs, its schedule and its limits are decided there.

CREATE TABLE server (
    server_id    uuid PRIMARY KEY,
    url          text NOT NULL,
    place        text NOT NULL,
    pid          bigint NOT NULL,
    version      text NOT NULL,
    state        text NOT NULL CHECK (state IN ('live', 'draining', 'ended', 'lost')),
    started_at   timestamptz NOT NULL DEFAULT now(),
    heartbeat_at timestamptz NOT NULL DEFAULT now(),
    lease_until  timestamptz NOT NULL,
    ended_at     timestamptz,
    CHECK ((state IN ('ended', 'lost')) = (ended_at IS NOT NULL))
) WITH (fillfactor = 70);
-- Not on lease_until: a renewal then changes no index.
CREATE INDEX server_open ON server (server_id) WHERE state IN ('live', 'draining');

ALTER TABLE dag
    -- The server that decides; null, or a server that is not open any more: the next one that looks takes the DAG.
    ADD COLUMN owner uuid,
    -- Larger than all before whenever a row of this table changes, so that servers read only what is new.
    ADD COLUMN revision bigint NOT NULL DEFAULT 1;
CREATE INDEX dag_revision ON dag (revision);

-- The owner of its DAG decides on a run, and a server's commits hold its own row: runs need no version of their own.
ALTER TABLE dag_run DROP COLUMN owner, DROP COLUMN row_version;
-- A new owner reads what is not settled, DAG by DAG.
DROP INDEX dag_run_live;
CREATE INDEX dag_run_live ON dag_run (dag_id, run_key) WHERE NOT settled;

-- Commands for a DAG that another server owns, and their answers on the way back.
CREATE TABLE engine_mail (
    id      uuid PRIMARY KEY,
    dag_id  text NOT NULL,
    asker   uuid NOT NULL,
    command text NOT NULL,
    taken   boolean NOT NULL DEFAULT false,
    answer  text,
    at      timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX engine_mail_waiting ON engine_mail (dag_id) WHERE NOT taken;
CREATE INDEX engine_mail_answered ON engine_mail (asker) WHERE answer IS NOT NULL;

ALTER TABLE worker_session ADD COLUMN capabilities text[] NOT NULL DEFAULT '{}';
