-- Whom the identity provider means: names may pass from one person to another there. Null: a local user, or one who has not
-- logged in since this column is there.
ALTER TABLE app_user ADD COLUMN subject text;
