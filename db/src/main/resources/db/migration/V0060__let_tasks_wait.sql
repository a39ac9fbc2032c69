-- Task instances that wait outside a worker: sensors between two looks, deferred work, and what the engine waits for itself.

-- {firstAt, startedAt, pauses, until, resume, run}: what an instance goes on with that has left its worker to wait.
ALTER TABLE task_instance ADD COLUMN waiting jsonb;

ALTER TABLE task_instance DROP CONSTRAINT task_instance_state_check;
ALTER TABLE task_instance ADD CONSTRAINT task_instance_state_check CHECK
    (state IN ('none', 'scheduled', 'queued', 'running', 'restarting', 'up_for_retry', 'up_for_reschedule', 'deferred',
               'success', 'failed', 'skipped', 'upstream_failed', 'removed'));
ALTER TABLE task_instance ADD CHECK ((state IN ('up_for_reschedule', 'deferred')) <= (waiting IS NOT NULL));

ALTER TABLE task_attempt DROP CONSTRAINT task_attempt_state_check;
ALTER TABLE task_attempt ADD CONSTRAINT task_attempt_state_check CHECK
    (state IN ('queued', 'running', 'success', 'failed', 'skipped', 'rescheduled', 'deferred', 'stopped', 'lost',
               'handed_back'));
