-- name: exists
-- Whether the database holds our tables.
SELECT count(*) AS there FROM sqlite_master WHERE type = 'table' AND name = 'schema_version';

-- name: columns
-- Every column of every table of ours; `place` in the primary key from 1, 0 if it is not of it.
SELECT m.name AS owner, c.name AS name, c.pk AS place
FROM sqlite_master m JOIN pragma_table_info(m.name) c
WHERE m.type = 'table' AND substr(m.name, 1, 7) <> 'sqlite_' AND m.name <> 'schema_version'
ORDER BY m.name, c.cid;

-- name: references
-- Which table points to which.
SELECT DISTINCT m.name AS owner, f."table" AS target
FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
WHERE m.type = 'table' ORDER BY 1, 2;

-- name: sequence
-- SQLite goes on after the highest id by itself.
SELECT 1 AS done;
