-- Which attempts other systems were told of. What is to be told is in the rows of datasets already, so nothing is written for it when an
-- attempt ends.

CREATE TABLE lineage_told (
    attempt_id  uuid        NOT NULL PRIMARY KEY,
    run_key     bigint      NOT NULL,
    tries       int         NOT NULL DEFAULT 1,
    next_try_at timestamptz NOT NULL,
    told_at     timestamptz,
    last_error  text
);
