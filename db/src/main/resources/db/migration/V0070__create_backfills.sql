-- Runs of past dates that somebody asked for. The dates are fixed when it is asked; the engine makes a run of each as it can start.

CREATE SEQUENCE backfill_id;

CREATE TABLE backfill (
    backfill_id     bigint PRIMARY KEY,
    dag_id          text NOT NULL REFERENCES dag,
    from_date       timestamptz NOT NULL,
    to_date         timestamptz NOT NULL,
    reprocess       text NOT NULL CHECK (reprocess IN ('none', 'failed', 'completed')),
    backwards       boolean NOT NULL,
    newest_version  boolean NOT NULL,
    max_active_runs int NOT NULL CHECK (max_active_runs >= 1),
    params          jsonb NOT NULL,
    -- In the order in which they run. An update of the row does not write them again.
    dates           timestamptz[] NOT NULL,
    ends            timestamptz[] NOT NULL CHECK (cardinality(ends) = cardinality(dates)),
    planned         int GENERATED ALWAYS AS (cardinality(dates)) STORED,
    paused          boolean NOT NULL DEFAULT false,
    created_by      text NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    completed_at    timestamptz
);
-- A DAG has one at a time.
CREATE UNIQUE INDEX backfill_open ON backfill (dag_id) WHERE completed_at IS NULL;
CREATE INDEX backfill_newest ON backfill (dag_id, backfill_id DESC);

-- What of it is done is told by the runs and by these; it is nowhere counted.
CREATE TABLE backfill_left_out (
    backfill_id  bigint NOT NULL REFERENCES backfill,
    logical_date timestamptz NOT NULL,
    reason       text NOT NULL CHECK (reason IN ('exists', 'in_flight', 'unwritable')),
    -- It was among the dates, and was passed over when its turn came.
    late         boolean NOT NULL,
    PRIMARY KEY (backfill_id, logical_date)
);

ALTER TABLE dag_run ADD COLUMN backfill_id bigint;
CREATE INDEX dag_run_backfill ON dag_run (backfill_id, logical_date) WHERE backfill_id IS NOT NULL;
