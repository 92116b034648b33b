-- name: sequences
-- SQLite goes on from the highest id by itself.
SELECT 1 AS done;
