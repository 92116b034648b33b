-- name: of_kind
-- Saved replies for a kind, and those for every kind (''), the most used first.
SELECT id, kind, title, text, uses, active, version FROM saved_replies
WHERE active = 1 AND kind IN (:kind, '') ORDER BY uses DESC, id LIMIT :most;

-- name: offered
-- Every saved reply that is offered.
SELECT id, kind, title, text, uses, active, version FROM saved_replies WHERE active = 1 ORDER BY kind, title, id;

-- name: by_id
SELECT id, kind, title, text, uses, active, version FROM saved_replies WHERE id = :reply_id;

-- name: codes
-- What came from the city pack, whatever became of it.
SELECT code FROM saved_replies WHERE code <> '';

-- name: add
INSERT INTO saved_replies (code, kind, title, text) VALUES (:code, :kind, :title, :text) RETURNING id;

-- name: save!
UPDATE saved_replies SET kind = :kind, title = :title, text = :text, active = :active, version = version + 1
WHERE id = :reply_id AND version = :version;

-- name: used!
UPDATE saved_replies SET uses = uses + 1 WHERE id = :reply_id;
