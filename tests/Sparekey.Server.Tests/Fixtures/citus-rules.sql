-- What Citus 12 refuses when tables are distributed, as functions with the names and arguments of Citus. Sources: the
-- pages of its documentation "Citus Utility Functions" (arguments, co-location), "Creating and Modifying Distributed
-- Tables" and the FAQ (unique keys contain the distribution column), and "SQL Support and Workarounds"; also the error
-- messages of create_distributed_table.
CREATE TABLE citus_tables (
    name REGCLASS PRIMARY KEY,
    kind TEXT NOT NULL,
    distribution_column TEXT,
    column_type REGTYPE,
    colocation INTEGER NOT NULL);
CREATE TABLE citus_functions (name REGPROCEDURE PRIMARY KEY);

CREATE FUNCTION citus_refuse(what TEXT) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = '0A000', MESSAGE = what;
END $$;

CREATE FUNCTION citus_check_table(table_name REGCLASS) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE r RECORD;
BEGIN
    IF EXISTS (SELECT 1 FROM citus_tables WHERE name = table_name) THEN
        PERFORM citus_refuse(format('table "%s" is already distributed', table_name));
    END IF;
    SELECT * INTO r FROM pg_class WHERE oid = table_name;
    IF r.relkind NOT IN ('r', 'p') THEN
        PERFORM citus_refuse(format('cannot distribute relation: %s', table_name));
    END IF;
    IF r.relpersistence = 't' THEN
        PERFORM citus_refuse('constraints and tables that are temporary cannot be distributed');
    END IF;
    IF r.relrowsecurity AND r.relforcerowsecurity THEN
        PERFORM citus_refuse(format('%s has row level security', table_name));
    END IF;
    IF EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = table_name AND NOT tgisinternal) THEN
        PERFORM citus_refuse(format('cannot distribute relation "%s" because it has triggers', table_name));
    END IF;
    IF EXISTS (SELECT 1 FROM pg_inherits WHERE inhrelid = table_name OR inhparent = table_name) AND r.relkind = 'r' THEN
        PERFORM citus_refuse(format('%s is not a regular table', table_name));
    END IF;
    IF EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = table_name AND attgenerated = 's') THEN
        PERFORM citus_refuse(format('%s uses generated columns', table_name));
    END IF;
END $$;

CREATE FUNCTION create_distributed_table(
    table_name REGCLASS,
    distribution_column TEXT,
    distribution_type TEXT DEFAULT 'hash',
    colocate_with TEXT DEFAULT 'default',
    shard_count INTEGER DEFAULT NULL) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    place SMALLINT;
    type REGTYPE;
    whole BOOLEAN;
    beside RECORD;
    r RECORD;
    own INTEGER;
BEGIN
    PERFORM citus_check_table(table_name);
    SELECT attnum, atttypid, attnotnull INTO place, type, whole FROM pg_attribute
        WHERE attrelid = table_name AND attname = distribution_column AND attnum > 0 AND NOT attisdropped;
    IF place IS NULL THEN
        PERFORM citus_refuse(format('column "%s" of relation "%s" does not exist', distribution_column, table_name));
    END IF;
    -- Citus accepts a nullable distribution column and refuses each row with NULL in it. Our schema must not allow such
    -- a row.
    IF NOT whole THEN
        PERFORM citus_refuse(format('cannot perform an INSERT with NULL in the partition column of "%s"', table_name));
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_opclass JOIN pg_am ON pg_am.oid = opcmethod
        WHERE amname = 'hash' AND opcdefault
            AND (opcintype = type OR opcintype = 'text'::regtype AND type = 'varchar'::regtype)) THEN
        PERFORM citus_refuse(format('data type %s has no default operator class for hash', type));
    END IF;
    FOR r IN SELECT indexrelid::regclass AS name, indkey::SMALLINT[] AS columns, indnkeyatts FROM pg_index
        WHERE indrelid = table_name AND (indisunique OR indisexclusion) LOOP
        -- The key must contain the plain column: an expression over the column, or INCLUDE, does not count. The rule is
        -- the same for partial indexes.
        IF NOT place = ANY (r.columns[0:r.indnkeyatts - 1]) THEN
            PERFORM citus_refuse(format('cannot create constraint on "%s": %s. Distributed relations cannot have '
                'UNIQUE, EXCLUDE, or PRIMARY KEY constraints that do not include the partition column',
                table_name, r.name));
        END IF;
    END LOOP;

    IF colocate_with IN ('none', 'default') THEN
        SELECT COALESCE(
            CASE WHEN colocate_with = 'default'
                THEN MIN(colocation) FILTER (WHERE kind = 'distributed' AND column_type = type) END,
            COALESCE(MAX(colocation), 0) + 1) INTO own FROM citus_tables;
    ELSE
        SELECT * INTO beside FROM citus_tables WHERE name = colocate_with::REGCLASS;
        IF beside.name IS NULL OR beside.kind <> 'distributed' THEN
            PERFORM citus_refuse(format('relation %s is not distributed', colocate_with));
        END IF;
        IF beside.column_type <> type THEN
            PERFORM citus_refuse(format('cannot colocate tables %s and %s: distribution column types do not match',
                colocate_with, table_name));
        END IF;
        own := beside.colocation;
    END IF;
    FOR r IN SELECT conname, confrelid::regclass AS target, conkey, confkey FROM pg_constraint
        WHERE conrelid = table_name AND contype = 'f' LOOP
        SELECT * INTO beside FROM citus_tables WHERE name = r.target;
        IF beside.kind = 'reference' THEN CONTINUE; END IF;
        IF r.target <> table_name AND (beside.name IS NULL OR beside.colocation <> own) THEN
            PERFORM citus_refuse(format('cannot create foreign key constraint %s: the tables are not colocated',
                r.conname));
        END IF;
        IF NOT place = ANY (r.conkey) THEN
            PERFORM citus_refuse(format('cannot create foreign key constraint %s: it does not contain the '
                'distribution column', r.conname));
        END IF;
    END LOOP;
    IF EXISTS (SELECT 1 FROM pg_constraint c
        WHERE confrelid = table_name AND contype = 'f' AND conrelid <> table_name) THEN
        PERFORM citus_refuse(format('%s is referenced by a local table', table_name));
    END IF;
    INSERT INTO citus_tables VALUES (table_name, 'distributed', distribution_column, type, own);
END $$;

CREATE FUNCTION create_reference_table(table_name REGCLASS) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    PERFORM citus_check_table(table_name);
    IF EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = table_name AND contype = 'f'
        AND confrelid NOT IN (SELECT name FROM citus_tables WHERE kind = 'reference')) THEN
        PERFORM citus_refuse(format('%s references a table that is not a reference table', table_name));
    END IF;
    INSERT INTO citus_tables VALUES (table_name, 'reference', NULL, NULL, 0);
END $$;

CREATE FUNCTION create_distributed_function(
    function_name REGPROCEDURE,
    distribution_arg_name TEXT DEFAULT NULL,
    colocate_with TEXT DEFAULT 'default',
    force_delegation BOOLEAN DEFAULT NULL) RETURNS VOID LANGUAGE sql AS
    'INSERT INTO citus_functions VALUES (function_name)';
