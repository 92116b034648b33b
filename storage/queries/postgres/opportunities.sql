-- name: lock
SELECT id FROM opportunities WHERE id = :opportunity_id FOR UPDATE;
