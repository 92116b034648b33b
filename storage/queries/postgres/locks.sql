-- name: take
SELECT pg_try_advisory_lock(:key);

-- name: still
-- Whether the session that holds our names still lives.
SELECT true;

-- name: free
SELECT pg_advisory_unlock(:key);

-- name: alive
-- Whether any session holds this name.
SELECT EXISTS (
  SELECT 1 FROM pg_locks
  WHERE locktype = 'advisory' AND objsubid = 1 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (CAST(classid AS BIGINT) << 32 | CAST(objid AS BIGINT)) = :key);

-- name: tell
SELECT pg_notify(:channel, '');
