-- name: count_urgent_alone
SELECT pg_advisory_xact_lock(hashtext('urgent'));

-- name: fill_alone
SELECT pg_advisory_xact_lock(hashtext('week'));
