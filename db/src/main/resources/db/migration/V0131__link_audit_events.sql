-- Places in the audit chain get a table of their own, which is only inserted into. A place in the event's own row was an update of
-- it, and that wrote all of its indexes once more.

CREATE TABLE audit_link (
    -- From 1 without gaps.
    seq    bigint PRIMARY KEY,
    number bigint NOT NULL UNIQUE,
    -- SHA-256 over the event, its place, and the hash of the event before; hexadecimal.
    hash   text NOT NULL
);

-- Events that have no place yet: they get one with the next pass. Never many, so there is no index to keep.
CREATE TABLE audit_waiting (
    number bigint NOT NULL
);

-- Servers of the version before may be writing.
LOCK TABLE audit_event;
INSERT INTO audit_link (seq, number, hash) SELECT seq, number, hash FROM audit_event WHERE seq IS NOT NULL ORDER BY seq;
INSERT INTO audit_waiting (number) SELECT number FROM audit_event WHERE seq IS NULL;
DROP INDEX audit_event_seq;
DROP INDEX audit_event_unchained;

-- By a trigger, so that whoever writes an event cannot forget it: a server of the version before, or a statement by hand.
CREATE FUNCTION await_audit_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_waiting (number) SELECT number FROM written;
    RETURN NULL;
END $$;
CREATE TRIGGER audit_event_is_linked AFTER INSERT ON audit_event
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION await_audit_link();

-- Events and links alike. A server of the version before leaves the chain to those of this one.
CREATE OR REPLACE FUNCTION keep_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit events are never changed nor deleted';
END $$;
CREATE TRIGGER audit_link_is_kept BEFORE UPDATE OR DELETE ON audit_link
    FOR EACH ROW EXECUTE FUNCTION keep_audit_event();
