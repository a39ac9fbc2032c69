-- Versions of datasets, what checks have found in them, which of them have tags, and which of them attempts have read.

CREATE TABLE dataset (
    name        text        NOT NULL PRIMARY KEY,
    append_only boolean     NOT NULL,
    dag_id      text        NOT NULL,
    task_id     text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE dataset_version (
    version_id   bigint      NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dataset      text        NOT NULL REFERENCES dataset,
    number       bigint,
    base         bigint,
    state        text        NOT NULL CHECK (state IN ('published', 'quarantined')),
    attempt_id   uuid        NOT NULL,
    run_key      bigint      NOT NULL,
    dag_id       text        NOT NULL,
    run_id       text        NOT NULL,
    task_id      text        NOT NULL,
    map_index    int         NOT NULL,
    build        text        NOT NULL,
    files        jsonb       NOT NULL,
    rows         bigint      NOT NULL,
    bytes        bigint      NOT NULL,
    columns      jsonb       NOT NULL,
    meta         jsonb       NOT NULL,
    tags         jsonb       NOT NULL,
    content_hash text        NOT NULL,
    held         boolean     NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL,
    published_at timestamptz,
    published_by text,
    reason       text,
    UNIQUE (attempt_id, dataset),
    CHECK ((state = 'published') = (number IS NOT NULL)),
    CHECK ((number IS NULL) = (published_at IS NULL) AND (number IS NULL) = (base IS NULL)),
    CHECK (base <= number)
);

CREATE UNIQUE INDEX dataset_version_number ON dataset_version (dataset, number);
CREATE INDEX dataset_version_run ON dataset_version (run_key);
CREATE INDEX dataset_version_quarantined ON dataset_version (created_at) WHERE state = 'quarantined';

CREATE TABLE dataset_check (
    version_id bigint  NOT NULL REFERENCES dataset_version ON DELETE CASCADE,
    name       text    NOT NULL,
    passed     boolean NOT NULL,
    summary    text    NOT NULL,
    details    jsonb   NOT NULL,
    sample     jsonb   NOT NULL,
    PRIMARY KEY (version_id, name)
);

CREATE TABLE dataset_tag (
    dataset  text        NOT NULL,
    tag      text        NOT NULL,
    number   bigint      NOT NULL,
    run_key  bigint,
    moved_by text        NOT NULL,
    moved_at timestamptz NOT NULL,
    PRIMARY KEY (dataset, tag),
    FOREIGN KEY (dataset, number) REFERENCES dataset_version (dataset, number)
);

CREATE INDEX dataset_tag_version ON dataset_tag (dataset, number);

-- The snapshot that a run sees. What names the tag by which a version was asked for.
CREATE TABLE run_dataset (
    run_key bigint NOT NULL,
    dataset text   NOT NULL,
    what    text   NOT NULL,
    number  bigint NOT NULL,
    PRIMARY KEY (run_key, dataset, what)
);

CREATE INDEX run_dataset_version ON run_dataset (dataset, number);

CREATE TABLE dataset_read (
    attempt_id uuid   NOT NULL,
    dataset    text   NOT NULL,
    what       text   NOT NULL,
    number     bigint NOT NULL,
    run_key    bigint NOT NULL,
    task_id    text   NOT NULL,
    map_index  int    NOT NULL,
    PRIMARY KEY (attempt_id, dataset, what)
);

CREATE INDEX dataset_read_version ON dataset_read (dataset, number);
CREATE INDEX dataset_read_run ON dataset_read (run_key);

-- Which run repeats which other one with the versions that it has read.
CREATE TABLE run_repeat (
    run_key    bigint NOT NULL PRIMARY KEY,
    of_run_key bigint NOT NULL
);

CREATE INDEX run_repeat_of ON run_repeat (of_run_key);
