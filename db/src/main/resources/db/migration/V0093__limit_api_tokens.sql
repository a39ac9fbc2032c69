-- Tokens that people make for programs: with a name, an end, and less than the person may do.

ALTER TABLE api_token
    ADD COLUMN token_id uuid NOT NULL DEFAULT gen_random_uuid(),
    -- Null: it came from a name and a password.
    ADD COLUMN name text,
    -- At most that, whatever the user's role is.
    ADD COLUMN role text NOT NULL DEFAULT 'admin' CHECK (role IN ('viewer', 'operator', 'editor', 'admin')),
    -- The only DAGs that it is for, by id or label; null: no such limit.
    ADD COLUMN scope_kind text CHECK (scope_kind IN ('dag', 'label')),
    ADD COLUMN scope_name text,
    -- To the minute.
    ADD COLUMN last_used_at timestamptz,
    ADD CHECK ((scope_kind IS NULL) = (scope_name IS NULL));
CREATE UNIQUE INDEX api_token_id ON api_token (token_id);
CREATE INDEX api_token_user ON api_token (username);
