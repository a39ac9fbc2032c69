-- By when a run should have ended, and when it was found to be late: in its row, which the engine writes anyway.

ALTER TABLE dag_run ADD COLUMN deadlines jsonb NOT NULL DEFAULT '[]';
