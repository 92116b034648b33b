-- name: add
INSERT INTO request_messages (request_id, thread, author, staff_id, text, media, at)
VALUES (:request_id, :thread, :author, :staff_id, :text, :media, :at) RETURNING id;

-- name: of_request
-- What was said: the latest `most` of the threads asked for, newest first.
SELECT m.id, m.thread, m.author, m.staff_id, m.text, m.media, m.struck_at, m.at, c.profile_name AS officer
FROM request_messages m LEFT JOIN contacts c ON c.id = m.staff_id
WHERE m.request_id = :request_id AND (m.thread = 'public' OR :internal = 1)
ORDER BY m.id DESC LIMIT :most;

-- name: by_id
SELECT m.id, m.request_id, m.thread, m.author, m.staff_id, m.text, m.media, m.struck_at, m.at,
  c.profile_name AS officer
FROM request_messages m LEFT JOIN contacts c ON c.id = m.staff_id WHERE m.id = :message_id;

-- name: strike!
UPDATE request_messages SET text = :text, media = '[]', struck_at = :now WHERE id = :message_id;

-- name: keep_media!
-- A file of a request stays as long as the request does, not as long as the chat.
UPDATE media SET inbox_id = NULL WHERE id = :media_id AND contact_id = :contact_id;

-- name: drop_media
-- A file that was struck from a thread.
DELETE FROM media WHERE id = :media_id RETURNING sha256, shown;

-- name: file
SELECT id, kind, name, mime, size, state, sha256, shown FROM media WHERE id = :media_id;

-- name: link!
INSERT INTO request_bubbles (contact_id, n, request_id) VALUES (:contact_id, :n, :request_id)
ON CONFLICT (contact_id, n) DO UPDATE SET request_id = excluded.request_id;

-- name: bubble
-- The request that a bubble of a chat spoke of, by the platform's id of it.
SELECT b.request_id FROM outbox o JOIN request_bubbles b ON b.contact_id = o.contact_id AND b.n = o.n
WHERE o.contact_id = :contact_id AND o.platform_id = :platform_id AND o.platform_id <> ''
ORDER BY o.id DESC LIMIT 1;

-- name: bubble_seen
-- Likewise, with the version of the request when that bubble was written.
SELECT b.request_id, coalesce((SELECT max(e.version) FROM request_events e
  WHERE e.request_id = b.request_id AND e.at <= o.at), 1) AS version
FROM outbox o JOIN request_bubbles b ON b.contact_id = o.contact_id AND b.n = o.n
WHERE o.contact_id = :contact_id AND o.platform_id = :platform_id AND o.platform_id <> ''
ORDER BY o.id DESC LIMIT 1;

-- name: event!
INSERT INTO request_events (request_id, at, what, author, staff_id, state_before, state_after, version, message_id,
  minutes)
VALUES (:request_id, :at, :what, :author, :staff_id, :state_before, :state_after, :version, :message_id, :minutes);

-- name: events
SELECT e.id, e.at, e.what, e.author, e.staff_id, e.state_before, e.state_after, e.version, e.minutes,
  c.profile_name AS officer
FROM request_events e LEFT JOIN contacts c ON c.id = e.staff_id
WHERE e.request_id = :request_id ORDER BY e.id;

-- name: first_after
-- What was done first after a version: who did what, and the words of it.
SELECT e.what, e.author, e.staff_id, e.state_after, e.at, c.profile_name AS officer, m.text
FROM request_events e LEFT JOIN contacts c ON c.id = e.staff_id
  LEFT JOIN request_messages m ON m.id = e.message_id AND m.struck_at IS NULL
WHERE e.request_id = :request_id AND e.version > :version ORDER BY e.id LIMIT 1;
