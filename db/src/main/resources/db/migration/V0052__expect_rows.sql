-- A turn is written and committed in one round trip: the database itself refuses it when rows are not as the engine expects.
CREATE FUNCTION expect_rows(actual bigint, expected bigint) RETURNS boolean
    LANGUAGE plpgsql PARALLEL UNSAFE
AS $$
BEGIN
    IF actual <> expected THEN
        RAISE EXCEPTION 'expected % rows, found %', expected, actual USING ERRCODE = 'OR001';
    END IF;
    RETURN true;
END
$$;
