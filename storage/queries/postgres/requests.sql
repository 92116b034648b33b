-- name: lock_chat
SELECT c.id FROM support_requests r JOIN contacts c ON c.id = r.contact_id WHERE r.id = :request_id FOR UPDATE OF c;

-- name: lock
SELECT id FROM support_requests WHERE id = :request_id FOR UPDATE;
