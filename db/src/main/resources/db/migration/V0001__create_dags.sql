-- What authors deploy: bundles of jars stored once by hash, the DAGs described from them, and where describing failed.

-- Batches carry instants as microseconds since 1970: an array of numbers is many times cheaper to read than one of texts.
-- Whole seconds apart from the rest, because a number times an interval is only exact below 2^53. One expression, so
-- that the planner puts it in place of each call.
CREATE FUNCTION instant_of_micros(micros bigint) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT timestamptz 'epoch' + micros / 1000000 * interval '1 second' + micros % 1000000 * interval '1 microsecond'
$$;

CREATE TABLE bundle_jar (
    sha256     text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    name       text NOT NULL,
    size       bigint NOT NULL,
    content    bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
-- Jars are compressed already.
ALTER TABLE bundle_jar ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE bundle_build (
    build      text PRIMARY KEY CHECK (build ~ '^[0-9a-f]{64}$'),
    bundle     text NOT NULL,
    manifest   jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Which build of a bundle is in force, and where it came from: a folder that is gone takes only its own bundles with it.
CREATE TABLE bundle (
    bundle      text PRIMARY KEY,
    build       text NOT NULL REFERENCES bundle_build,
    -- The drop-box it was found in; null: it was uploaded.
    drop_box    text,
    deployed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE dag (
    dag_id         text PRIMARY KEY,
    bundle         text NOT NULL,
    source         text NOT NULL,
    paused         boolean NOT NULL,
    -- false: the bundle's newest build has no such DAG any more; history stays.
    active         boolean NOT NULL DEFAULT true,
    version        int NOT NULL,
    build          text NOT NULL REFERENCES bundle_build,
    description    text,
    tags           text[] NOT NULL DEFAULT '{}',
    owners         text[] NOT NULL DEFAULT '{}',
    schedule       text NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    last_described timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE dag_version (
    dag_id     text NOT NULL REFERENCES dag,
    version    int NOT NULL CHECK (version >= 1),
    graph_hash text NOT NULL,
    graph      jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (dag_id, version),
    UNIQUE (dag_id, graph_hash)
);

CREATE TABLE import_error (
    id      uuid PRIMARY KEY,
    bundle  text NOT NULL,
    -- The class that should define a DAG, or the bundle's name when the whole bundle could not be described.
    source  text NOT NULL,
    build   text,
    message text NOT NULL,
    detail  text NOT NULL DEFAULT '',
    at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (bundle, source)
);

-- The truth about schedules: Quartz only rings at the earliest next_due.
CREATE TABLE dag_schedule (
    dag_id       text PRIMARY KEY REFERENCES dag,
    -- When the schedule began to count for this DAG: first description, or the last unpausing.
    activated_at timestamptz NOT NULL,
    -- The newest slot that has a run; null: none yet.
    last_slot    timestamptz,
    -- The next slot; null: there is none.
    next_due     timestamptz
);
CREATE INDEX dag_schedule_next_due ON dag_schedule (next_due);
