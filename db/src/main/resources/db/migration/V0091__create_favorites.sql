-- The DAGs that a person wants to find quickly.

CREATE TABLE dag_favorite (
    username text NOT NULL REFERENCES app_user ON DELETE CASCADE,
    dag_id   text NOT NULL,
    PRIMARY KEY (username, dag_id)
);
