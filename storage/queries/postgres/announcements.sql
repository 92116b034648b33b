-- name: count_urgent_alone
SELECT pg_advisory_xact_lock(hashtext('urgent'));

-- name: fill_alone
SELECT pg_advisory_xact_lock(hashtext('week'));

-- name: lock
SELECT id FROM announcements WHERE id = :announcement_id FOR UPDATE;
