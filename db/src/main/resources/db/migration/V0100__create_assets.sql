-- What tasks produce and other DAGs follow: assets, the events that tell of them, and which events no run has taken yet.

CREATE TABLE asset (
    asset_id   bigint      NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL,
    uri        text        NOT NULL,
    group_name text        NOT NULL,
    extra      jsonb       NOT NULL DEFAULT '{}',
    active     boolean     NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (name, uri)
);

-- Of several assets with one name, or one address, one counts.
CREATE UNIQUE INDEX asset_active_name ON asset (name) WHERE active;
CREATE UNIQUE INDEX asset_active_uri ON asset (uri) WHERE active;

CREATE TABLE asset_alias (
    alias_id   bigint NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text   NOT NULL UNIQUE,
    group_name text   NOT NULL
);

CREATE TABLE asset_alias_target (
    alias    text   NOT NULL,
    asset_id bigint NOT NULL REFERENCES asset,
    PRIMARY KEY (alias, asset_id)
);

CREATE INDEX asset_alias_target_asset ON asset_alias_target (asset_id);

CREATE TABLE asset_use (
    dag_id     text        NOT NULL,
    task_id    text        NOT NULL,
    role       text        NOT NULL CHECK (role IN ('schedule', 'outlet', 'inlet')),
    kind       text        NOT NULL CHECK (kind IN ('asset', 'alias', 'named', 'at')),
    name       text        NOT NULL,
    uri        text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (role, kind, name, uri, dag_id, task_id)
);

CREATE INDEX asset_use_dag ON asset_use (dag_id);

CREATE TABLE asset_event (
    event_id  bigint      NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    asset_id  bigint      NOT NULL REFERENCES asset,
    at        timestamptz NOT NULL,
    extra     jsonb       NOT NULL,
    dag_id    text,
    task_id   text,
    run_id    text,
    map_index int         NOT NULL,
    aliases   text[]      NOT NULL
);

CREATE INDEX asset_event_asset ON asset_event (asset_id, event_id);
CREATE INDEX asset_event_at ON asset_event (at);
CREATE INDEX asset_event_run ON asset_event (dag_id, run_id);

CREATE TABLE asset_queue (
    dag_id   text   NOT NULL,
    event_id bigint NOT NULL REFERENCES asset_event,
    asset_id bigint NOT NULL,
    PRIMARY KEY (dag_id, event_id)
);

CREATE INDEX asset_queue_head ON asset_queue (dag_id, asset_id, event_id);
CREATE INDEX asset_queue_asset ON asset_queue (asset_id);

CREATE TABLE asset_event_taken (
    run_key     bigint  NOT NULL,
    event_id    bigint  NOT NULL REFERENCES asset_event,
    passed_over boolean NOT NULL,
    PRIMARY KEY (run_key, event_id)
);

CREATE INDEX asset_event_taken_event ON asset_event_taken (event_id);

-- The DAGs that follow an asset, and may take its events just now.
CREATE FUNCTION asset_followers(wanted bigint) RETURNS SETOF text
    LANGUAGE plpgsql STABLE ROWS 10 AS $$
DECLARE
    found asset;
BEGIN
    SELECT * INTO found FROM asset a WHERE a.asset_id = wanted;
    RETURN QUERY
        SELECT d.dag_id
        FROM dag d
        WHERE d.active AND NOT d.paused AND d.dag_id = ANY (ARRAY (
            SELECT u.dag_id FROM asset_use u
            WHERE found.active AND u.role = 'schedule' AND u.kind = 'asset' AND u.name = found.name AND u.uri = found.uri
            UNION
            SELECT u.dag_id FROM asset_use u
            WHERE found.active AND u.role = 'schedule' AND u.kind = 'named' AND u.name = found.name
            UNION
            SELECT u.dag_id FROM asset_use u
            WHERE found.active AND u.role = 'schedule' AND u.kind = 'at' AND u.name = '' AND u.uri = found.uri
            UNION
            SELECT u.dag_id FROM asset_alias_target t
                JOIN asset_use u ON u.role = 'schedule' AND u.kind = 'alias' AND u.name = ANY (ARRAY[t.alias])
            WHERE t.asset_id = wanted));
END
$$;
