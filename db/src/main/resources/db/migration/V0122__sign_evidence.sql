-- What this installation signs evidence with: one key, made when it is first needed.

CREATE TABLE signing_key (
    id          int         NOT NULL PRIMARY KEY CHECK (id = 1),
    public_key  text        NOT NULL,
    private_key text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);
