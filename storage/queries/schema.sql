-- name: version
-- The last migration applied.
SELECT max(version) AS version FROM schema_version;
