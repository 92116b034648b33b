-- name: lock
SELECT id FROM announcements WHERE id = :announcement_id FOR UPDATE;
