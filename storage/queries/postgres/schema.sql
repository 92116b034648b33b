-- name: exists
-- Whether the database holds our tables.
SELECT count(*) AS there FROM information_schema.tables
WHERE table_schema = current_schema() AND table_name = 'schema_version';

-- name: columns
-- Every column of every table of ours; `place` in the primary key from 1, 0 if it is not of it.
SELECT c.relname AS owner, a.attname AS name, coalesce(array_position(i.indkey, a.attnum) + 1, 0) AS place
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
WHERE c.relkind = 'r' AND c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relname <> 'schema_version'
ORDER BY c.relname, a.attnum;

-- name: references
-- Which table points to which.
SELECT DISTINCT c.relname AS owner, t.relname AS target
FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class t ON t.oid = f.confrelid
WHERE f.contype = 'f' AND c.relnamespace = CAST(current_schema() AS regnamespace) ORDER BY 1, 2;

-- name: sequence
-- The ids of a table go on after the highest.
SELECT setval(CAST(pg_get_serial_sequence(:owner, 'id') AS regclass), :highest) AS done;
