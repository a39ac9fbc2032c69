-- A role may hold for some DAGs alone; logins and tokens can be ended all at once; users may come from elsewhere.

ALTER TABLE app_user
    DROP CONSTRAINT app_user_role_check,
    -- The role everywhere.
    ADD CONSTRAINT app_user_role_check CHECK (role IN ('none', 'viewer', 'operator', 'editor', 'admin')),
    ADD COLUMN origin text NOT NULL DEFAULT 'local' CHECK (origin IN ('local', 'oidc')),
    -- Logins and tokens that are older count no more; null: all count.
    ADD COLUMN logins_since timestamptz;

-- What a user may do with some DAGs, beyond the role everywhere.
CREATE TABLE user_grant (
    username text NOT NULL REFERENCES app_user ON DELETE CASCADE,
    kind     text NOT NULL CHECK (kind IN ('dag', 'label')),
    name     text NOT NULL,
    role     text NOT NULL CHECK (role IN ('viewer', 'operator', 'editor')),
    PRIMARY KEY (username, kind, name)
);
