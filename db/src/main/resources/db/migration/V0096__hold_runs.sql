-- Runs that retention leaves alone. Without a reference to dag_run: a run that is held is never deleted.
CREATE TABLE run_hold (
    run_key bigint PRIMARY KEY,
    held_by text NOT NULL,
    held_at timestamptz NOT NULL DEFAULT now(),
    reason  text NOT NULL DEFAULT ''
);
