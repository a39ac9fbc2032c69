-- A program that does not know whether its request arrived may send it again with the same key: it is carried out once.

CREATE TABLE idempotency_key (
    username   text NOT NULL,
    key        text NOT NULL,
    -- SHA-256 over method, address and body.
    request    text NOT NULL,
    -- Null: it is being carried out.
    status     integer,
    answer     text,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (username, key)
);
CREATE INDEX idempotency_key_created ON idempotency_key (created_at);
