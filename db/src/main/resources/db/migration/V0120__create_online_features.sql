-- Models that serve ask for the newest values of an entity's features, by key.
--
-- Logged, though it could be made anew: a crash would empty an unlogged table, and nobody would notice before predictions fail.

CREATE TABLE online_feature (
    view       text        NOT NULL,
    entity     text        NOT NULL,
    event_ts   timestamptz NOT NULL,
    -- Null: it stays true.
    expires_at timestamptz,
    features   jsonb       NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (view, entity)
);
