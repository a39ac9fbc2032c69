-- What tasks and notifications need to reach other systems. What is secret is sealed with a key that is not in the database.

CREATE TABLE connection (
    connection_id text PRIMARY KEY CHECK (connection_id ~ '^[A-Za-z0-9_.-]{1,200}$'),
    conn_type     text NOT NULL CHECK (conn_type <> ''),
    description   text,
    host          text,
    port          int CHECK (port BETWEEN 0 AND 65535),
    login         text,
    db_schema     text,
    -- Sealed, as is extra.
    password      text,
    extra         text,
    changed_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE variable (
    key         text PRIMARY KEY CHECK (key <> '' AND length(key) <= 250),
    -- Sealed.
    value       text NOT NULL,
    -- Its value is never shown.
    secret      boolean NOT NULL,
    description text,
    changed_at  timestamptz NOT NULL DEFAULT now()
);
