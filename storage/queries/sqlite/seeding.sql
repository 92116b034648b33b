-- name: sequences
-- SQLite goes on from the highest id by itself.
SELECT 1 AS done;

-- name: room!
-- More of the file in memory, so that a page is written once and not again and again.
PRAGMA cache_size = -200000;
