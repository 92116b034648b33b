-- name: exists
-- Whether the database holds our tables.
SELECT count(*) AS there FROM information_schema.tables
WHERE table_schema = current_schema() AND table_name = 'schema_version';
