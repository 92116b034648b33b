-- name: order!
-- The same asked for twice is made once.
INSERT INTO summary_orders (contact_id, week, at) VALUES (:contact_id, :week, :now) ON CONFLICT DO NOTHING;

-- name: orders
SELECT id, contact_id, week FROM summary_orders ORDER BY id LIMIT :most;

-- name: take
-- Whoever deletes it answers it; once, however many processes look.
DELETE FROM summary_orders WHERE id = :order_id RETURNING id;

-- name: keep!
INSERT INTO summary_pages (name, made_at, body) VALUES (:name, :made_at, :body) ON CONFLICT DO NOTHING;

-- name: page
SELECT body FROM summary_pages WHERE name = :name;

-- name: forget!
-- Pages nobody can ask for any more.
DELETE FROM summary_pages WHERE made_at < :before;
