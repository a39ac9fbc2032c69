-- A run is due at an instant, may start later by a jitter, and may be about the time before: all of it is told before it is there.

ALTER TABLE dag_schedule
    -- The schedule's instant of the next run; next_due is no earlier.
    ADD COLUMN next_slot  timestamptz,
    ADD COLUMN next_date  timestamptz,
    ADD COLUMN next_start timestamptz,
    ADD COLUMN next_end   timestamptz;

UPDATE dag_schedule SET next_slot = next_due, next_date = next_due, next_start = next_due, next_end = next_due;
