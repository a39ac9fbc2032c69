-- Pools bound how much runs at once across DAGs, and so across servers: who takes slots holds the pool's row and counts.

CREATE TABLE pool (
    name             text PRIMARY KEY,
    -- -1: no limit.
    slots            int NOT NULL CHECK (slots >= -1),
    description      text,
    include_deferred boolean NOT NULL DEFAULT false
);

INSERT INTO pool (name, slots, description) VALUES ('default_pool', -1, 'For tasks that name no other; without a limit, the slots of workers are one.');

-- The slots that are taken: written with the hand-over of an attempt, gone with its end. So a pool is counted by an index that
-- holds nothing else, and task_attempt needs none.
CREATE TABLE pool_slot (
    attempt_id uuid PRIMARY KEY,
    pool       text NOT NULL,
    run_key    bigint NOT NULL,
    slots      int NOT NULL CHECK (slots >= 1)
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX pool_slot_pool ON pool_slot (pool) INCLUDE (slots);
