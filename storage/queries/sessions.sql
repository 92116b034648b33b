-- name: save!
INSERT INTO sessions (contact_id, version, body, at) VALUES (:contact_id, :version, :body, :at)
ON CONFLICT (contact_id) DO UPDATE SET version = excluded.version, body = excluded.body, at = excluded.at;

-- name: clear!
-- A new life for the conversation; its version goes on, so that no old reply can be taken for a new one.
UPDATE sessions SET version = version + 1, body = '{}', at = :now WHERE contact_id = :contact_id;
