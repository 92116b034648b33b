-- name: exists
-- Whether the database holds our tables.
SELECT count(*) AS there FROM sqlite_master WHERE type = 'table' AND name = 'schema_version';
