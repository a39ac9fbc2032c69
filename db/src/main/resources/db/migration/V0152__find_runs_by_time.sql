-- Lists of all that ever ran, in the order of a time, read the blocks of a window. A B-tree would cost each change of a time an entry in
-- every index of the table; BRIN leaves updates within a block as they are (heap-only), and is a few hundred bytes for each 64 blocks.

CREATE INDEX dag_run_times ON dag_run USING brin (started_at, ended_at, run_after, logical_date) WITH (pages_per_range = 64);
CREATE INDEX task_instance_times ON task_instance USING brin (queued_at, started_at, ended_at) WITH (pages_per_range = 64);
