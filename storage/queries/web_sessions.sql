-- name: add!
INSERT INTO web_sessions (token_hash, contact_id, at) VALUES (:token_hash, :contact_id, :now);

-- name: contact
SELECT c.id, c.channel, c.account, c.chat FROM web_sessions w JOIN contacts c ON c.id = w.contact_id
WHERE w.token_hash = :token_hash;
