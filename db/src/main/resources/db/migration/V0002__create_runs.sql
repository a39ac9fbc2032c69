-- Run state. run_key = milliseconds since 1970 shifted left by 20 bits, plus 20 bits that differ: ordered by time, so
-- that everything below a run is range-partitioned by it and old partitions are dropped whole.

CREATE TABLE dag_run (
    run_key        bigint PRIMARY KEY,
    dag_id         text NOT NULL REFERENCES dag,
    run_id         text NOT NULL,
    run_type       text NOT NULL CHECK (run_type IN ('scheduled', 'manual', 'backfill', 'asset_triggered')),
    state          text NOT NULL CHECK (state IN ('queued', 'running', 'success', 'failed')),
    state_reason   text,
    logical_date   timestamptz,
    interval_start timestamptz,
    interval_end   timestamptz,
    run_after      timestamptz NOT NULL,
    params         jsonb NOT NULL DEFAULT '{}',
    version        int NOT NULL,
    build          text NOT NULL REFERENCES bundle_build,
    triggered_by   text NOT NULL,
    note           text,
    clear_number   int NOT NULL DEFAULT 0,
    -- The server whose cached state of this run is authoritative while row_version is the expected one.
    owner          uuid NOT NULL,
    row_version    bigint NOT NULL DEFAULT 0,
    -- Final, and no attempt of it is open any more: a starting server need not read it.
    settled        boolean NOT NULL DEFAULT false,
    queued_at      timestamptz NOT NULL,
    started_at     timestamptz,
    ended_at       timestamptz,
    FOREIGN KEY (dag_id, version) REFERENCES dag_version,
    UNIQUE (dag_id, run_id),
    CHECK ((state = 'queued') <= (ended_at IS NULL)),
    CHECK ((state = 'running') <= (started_at IS NOT NULL AND ended_at IS NULL)),
    CHECK ((state IN ('success', 'failed')) = (ended_at IS NOT NULL)),
    CHECK ((interval_start IS NULL) = (interval_end IS NULL))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
CREATE UNIQUE INDEX dag_run_logical_date ON dag_run (dag_id, logical_date) WHERE logical_date IS NOT NULL;
CREATE INDEX dag_run_newest ON dag_run (dag_id, run_key DESC);
CREATE INDEX dag_run_live ON dag_run (run_key) WHERE NOT settled;

CREATE TABLE task_instance (
    run_key       bigint NOT NULL,
    task_id       text NOT NULL,
    map_index     int NOT NULL DEFAULT -1 CHECK (map_index >= -1),
    state         text NOT NULL CHECK (state IN ('none', 'scheduled', 'queued', 'running', 'restarting', 'up_for_retry',
                                                 'success', 'failed', 'skipped', 'upstream_failed', 'removed')),
    state_reason  text,
    -- Attempts that user code was called for or that failed; a lost or handed-back one does not count.
    try_number    int NOT NULL DEFAULT 0,
    max_tries     int NOT NULL,
    -- Attempts lost with their worker since the last clearing: a budget of its own.
    lost_attempts int NOT NULL DEFAULT 0,
    -- The current attempt while queued, running or restarting; the last one afterwards.
    attempt_id    uuid,
    session_id    uuid,
    scheduled_at  timestamptz,
    queued_at     timestamptz,
    started_at    timestamptz,
    ended_at      timestamptz,
    retry_at      timestamptz,
    note          text,
    PRIMARY KEY (run_key, task_id, map_index),
    CHECK ((state IN ('queued', 'running', 'restarting')) <= (attempt_id IS NOT NULL AND session_id IS NOT NULL)),
    CHECK ((state = 'up_for_retry') = (retry_at IS NOT NULL)),
    CHECK ((state IN ('success', 'failed', 'skipped', 'upstream_failed', 'removed')) = (ended_at IS NOT NULL))
) PARTITION BY RANGE (run_key);

CREATE TABLE task_attempt (
    run_key     bigint NOT NULL,
    attempt_id  uuid NOT NULL,
    task_id     text NOT NULL,
    map_index   int NOT NULL,
    try_number  int NOT NULL,
    state       text NOT NULL CHECK (state IN ('queued', 'running', 'success', 'failed', 'stopped', 'lost', 'handed_back')),
    session_id  uuid NOT NULL,
    build       text NOT NULL,
    queued_at   timestamptz NOT NULL,
    started_at  timestamptz,
    ended_at    timestamptz,
    -- What ended it, where it did not succeed: {kind, message, stackTrace}.
    failure     jsonb,
    PRIMARY KEY (run_key, attempt_id),
    CHECK ((state IN ('queued', 'running')) = (ended_at IS NULL))
) PARTITION BY RANGE (run_key);

-- Written once, in the transaction of the success. json, not jsonb: a value comes back as it was written.
CREATE TABLE task_output (
    run_key    bigint NOT NULL,
    attempt_id uuid NOT NULL,
    value      json NOT NULL,
    PRIMARY KEY (run_key, attempt_id)
) PARTITION BY RANGE (run_key);

CREATE TABLE log_chunk (
    run_key    bigint NOT NULL,
    attempt_id uuid NOT NULL,
    sequence   int NOT NULL CHECK (sequence >= 0),
    lines      int NOT NULL,
    gzip       bytea NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (run_key, attempt_id, sequence)
) PARTITION BY RANGE (run_key);
ALTER TABLE log_chunk ALTER COLUMN gzip SET STORAGE EXTERNAL;

-- A partition for each 30 days; the server makes the coming ones, the default one is there so that no insert can fail.
CREATE TABLE task_instance_default PARTITION OF task_instance DEFAULT
    WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
CREATE TABLE task_attempt_default PARTITION OF task_attempt DEFAULT
    WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
CREATE TABLE task_output_default PARTITION OF task_output DEFAULT;
CREATE TABLE log_chunk_default PARTITION OF log_chunk DEFAULT;

-- Makes the partitions [low, high) of all four tables, or none of them: false where they are there, and where the default
-- partitions have rows of that range, which then stay there (PostgreSQL would refuse the new partition).
CREATE FUNCTION create_run_partitions(low bigint, high bigint, suffix text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    parent text;
    taken boolean;
BEGIN
    -- Two servers may start at once.
    PERFORM pg_advisory_xact_lock(hashtext('create_run_partitions'));
    IF to_regclass('task_instance_' || suffix) IS NOT NULL THEN
        RETURN false;
    END IF;
    FOREACH parent IN ARRAY ARRAY ['task_instance', 'task_attempt', 'task_output', 'log_chunk'] LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE run_key >= $1 AND run_key < $2)', parent || '_default')
            INTO taken USING low, high;
        IF taken THEN
            RETURN false;
        END IF;
    END LOOP;
    FOREACH parent IN ARRAY ARRAY ['task_instance', 'task_attempt', 'task_output', 'log_chunk'] LOOP
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%s) TO (%s)%s',
                       parent || '_' || suffix, parent, low, high,
                       CASE WHEN parent IN ('task_instance', 'task_attempt')
                           THEN ' WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0)'
                           ELSE '' END);
    END LOOP;
    RETURN true;
END $$;
