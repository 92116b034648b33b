-- name: take
-- Takes a platform's event once; nothing comes back for one that is here already.
INSERT INTO inbox (channel, account, event, contact_id, n, kind, at, received_at, state, body, error, session_version)
VALUES (:channel, :account, :event, :contact_id, :n, :kind, :at, :received_at, :state, :body, :error, :session_version)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: seen
SELECT state, body FROM inbox WHERE channel = :channel AND account = :account AND event = :event;

-- name: failed
-- What went wrong and may be tried again, oldest first.
SELECT i.id, i.channel, i.account, i.event, i.contact_id, i.kind, i.at, i.body, i.error, i.session_version, c.chat,
  c.is_group, s.version AS version_now
FROM inbox i
JOIN contacts c ON c.id = i.contact_id
LEFT JOIN sessions s ON s.contact_id = i.contact_id
WHERE i.state = 'failed'
ORDER BY i.received_at, i.id;

-- name: settle!
UPDATE inbox SET state = :state WHERE id = :inbox_id AND state = 'failed';

-- name: recent
-- When the last messages of a contact came, newest first.
SELECT received_at FROM inbox WHERE contact_id = :contact_id ORDER BY n DESC LIMIT :most;

-- name: last_received
SELECT max(received_at) AS at FROM inbox;

-- name: since
SELECT count(*) AS n FROM inbox WHERE received_at >= :since;
