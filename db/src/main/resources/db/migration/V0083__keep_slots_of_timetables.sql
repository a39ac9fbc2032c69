-- Slots ahead of timetables in Java, as the JVM that ran their code told them. All of it can be asked anew.

CREATE TABLE timetable_slots (
    dag_id      text NOT NULL,
    build       text NOT NULL,
    known_after timestamptz NOT NULL,
    slots       timestamptz[] NOT NULL,
    ended       boolean NOT NULL,
    error       text,
    failures    int NOT NULL,
    asked_at    timestamptz NOT NULL,
    PRIMARY KEY (dag_id, build)
);
