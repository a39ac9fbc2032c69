-- What deciding needs of a task's output is kept with the instance, so that no rule has to read outputs.

-- {length, skips, stops} of a success: how long the list is that tasks are mapped over, and what its decision skips.
ALTER TABLE task_instance ADD COLUMN result jsonb;

-- An attempt whose code said that there is nothing to do.
ALTER TABLE task_attempt DROP CONSTRAINT task_attempt_state_check;
ALTER TABLE task_attempt ADD CONSTRAINT task_attempt_state_check CHECK
    (state IN ('queued', 'running', 'success', 'failed', 'skipped', 'stopped', 'lost', 'handed_back'));
