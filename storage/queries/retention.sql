-- name: drop_failed_media
DELETE FROM media WHERE inbox_id IN (
  SELECT id FROM inbox WHERE state = 'failed' AND received_at <= :before ORDER BY received_at, id LIMIT :most)
RETURNING sha256, shown;

-- name: drop_failed!
-- Payloads that could not be handled.
DELETE FROM inbox WHERE id IN (
  SELECT id FROM inbox WHERE state = 'failed' AND received_at <= :before ORDER BY received_at, id LIMIT :most);

-- name: drop_passed_media
DELETE FROM media WHERE inbox_id IN (
  SELECT id FROM inbox WHERE state = 'passed' AND received_at <= :before ORDER BY received_at, id LIMIT :most)
RETURNING sha256, shown;

-- name: drop_passed!
-- Payloads whose moment had passed.
DELETE FROM inbox WHERE id IN (
  SELECT id FROM inbox WHERE state = 'passed' AND received_at <= :before ORDER BY received_at, id LIMIT :most);

-- name: drop_inbox_media
DELETE FROM media WHERE inbox_id IN (
  SELECT id FROM inbox WHERE received_at <= :before ORDER BY received_at, id LIMIT :most)
RETURNING sha256, shown;

-- name: drop_inbox!
-- What was heard.
DELETE FROM inbox WHERE id IN (
  SELECT id FROM inbox WHERE received_at <= :before ORDER BY received_at, id LIMIT :most);

-- name: drop_outbox!
-- What was said; also what never left, when its time is long over. Rows of announcements hold no words, and are kept as
-- long as their ledger.
DELETE FROM outbox WHERE id IN (
  SELECT id FROM outbox WHERE at <= :before AND announcement_id IS NULL AND (state NOT IN ('queued', 'sending') OR expires_at <= :before)
  ORDER BY at, id LIMIT :most);

-- name: drop_announced!
-- What became of each copy of announcements that are long over.
DELETE FROM outbox WHERE id IN (
  SELECT o.id FROM announcements a CROSS JOIN outbox o
  WHERE o.announcement_id = a.id AND coalesce(a.ended_at, a.expires_at) <= :before
    AND (o.state NOT IN ('queued', 'sending') OR o.expires_at <= :before) LIMIT :most);

-- name: drop_recipients!
DELETE FROM announcement_recipients WHERE (announcement_id, contact_id) IN (
  SELECT r.announcement_id, r.contact_id FROM announcements a CROSS JOIN announcement_recipients r
  WHERE r.announcement_id = a.id AND coalesce(a.ended_at, a.expires_at) <= :before LIMIT :most);

-- name: drop_bodies!
DELETE FROM announcement_bodies WHERE announcement_id IN (
  SELECT a.id FROM announcements a WHERE coalesce(a.ended_at, a.expires_at) <= :before
    AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.announcement_id = a.id));

-- name: drop_announcements!
-- Those of which nothing else is left.
DELETE FROM announcements WHERE coalesce(ended_at, expires_at) <= :before
  AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.announcement_id = announcements.id)
  AND NOT EXISTS (SELECT 1 FROM announcement_recipients r WHERE r.announcement_id = announcements.id);

-- name: drop_desk_messages!
DELETE FROM desk_messages WHERE id IN (SELECT id FROM desk_messages WHERE at <= :before ORDER BY at, id LIMIT :most);

-- name: drop_proofs!
DELETE FROM consent_proofs WHERE id IN (
  SELECT id FROM consent_proofs WHERE keep_until <= :before ORDER BY id LIMIT :most);

-- name: drop_web_sessions!
-- Browsers whose chat has been silent.
DELETE FROM web_sessions WHERE token_hash IN (
  SELECT w.token_hash FROM web_sessions w JOIN contacts c ON c.id = w.contact_id
  WHERE w.at <= :before AND c.last_heard <= :before LIMIT :most);

-- name: declined
-- Contacts that declined, of whom something is left that they said or were told before.
SELECT c.id FROM contacts c
WHERE c.declined_at IS NOT NULL AND c.declined_at <= :before AND (
  (c.profile_name <> '' AND c.last_heard <= :before)
  OR EXISTS (SELECT 1 FROM inbox i WHERE i.contact_id = c.id AND i.received_at <= :before)
  OR EXISTS (SELECT 1 FROM outbox o WHERE o.contact_id = c.id AND o.at <= :before
    AND (o.state NOT IN ('queued', 'sending') OR o.expires_at <= :before))
  OR EXISTS (SELECT 1 FROM sessions s WHERE s.contact_id = c.id AND s.at <= :before AND s.body <> '{}')
  OR EXISTS (SELECT 1 FROM desk_messages d WHERE d.contact_id = c.id AND d.at <= c.declined_at))
ORDER BY c.declined_at LIMIT :most;

-- name: clear_declined_media
DELETE FROM media WHERE inbox_id IN (SELECT id FROM inbox WHERE contact_id = :contact_id AND received_at <= :before)
RETURNING sha256, shown;

-- name: clear_declined_inbox!
DELETE FROM inbox WHERE id IN (
  SELECT id FROM inbox WHERE contact_id = :contact_id AND received_at <= :before ORDER BY n LIMIT :most);

-- name: clear_declined_outbox!
DELETE FROM outbox WHERE id IN (
  SELECT id FROM outbox WHERE contact_id = :contact_id AND at <= :before
    AND (state NOT IN ('queued', 'sending') OR expires_at <= :before) ORDER BY n LIMIT :most);

-- name: clear_declined_session!
UPDATE sessions SET version = version + 1, body = '{}'
WHERE contact_id = :contact_id AND at <= :before AND body <> '{}';

-- name: clear_declined_desk_messages!
-- A question asked afterwards is kept: it is still to be answered.
DELETE FROM desk_messages WHERE contact_id = :contact_id
  AND at <= (SELECT c.declined_at FROM contacts c WHERE c.id = :contact_id);

-- name: clear_declined_name!
UPDATE contacts SET profile_name = '' WHERE id = :contact_id AND last_heard <= :before;

-- name: unasked
-- People silent since `before`, on every chat, who were not asked yet whether they are still there; those after one.
SELECT p.id, p.last_active FROM people p
WHERE p.last_active <= :before AND (p.last_active, p.id) > (:last_active, :after) AND p.status IN ('known', 'registered')
  AND NOT EXISTS (SELECT 1 FROM contact_person cp JOIN contacts c ON c.id = cp.contact_id
    WHERE cp.person_id = p.id AND c.last_heard > :before)
  AND NOT EXISTS (SELECT 1 FROM schedule s WHERE s.name = :asked || p.id AND s.due = p.last_active)
ORDER BY p.last_active, p.id LIMIT :most;

-- name: gone
-- People silent for so long that nothing is kept of them; those after one.
SELECT p.id, p.last_active FROM people p
WHERE p.last_active <= :before AND (p.last_active, p.id) > (:last_active, :after) AND p.status IN ('known', 'registered')
  AND NOT EXISTS (SELECT 1 FROM contact_person cp JOIN contacts c ON c.id = cp.contact_id
    WHERE cp.person_id = p.id AND c.last_heard > :before)
ORDER BY p.last_active, p.id LIMIT :most;

-- name: strangers
-- Contacts among the next ids; `gone` those that speak for nobody, hold no role and were silent since.
SELECT c.id, c.channel <> 'erased' AND c.last_heard <= :before AND c.since <= :before
  AND NOT EXISTS (SELECT 1 FROM contact_person cp WHERE cp.contact_id = c.id)
  AND NOT EXISTS (SELECT 1 FROM staff s WHERE s.contact_id = c.id AND (s.until IS NULL OR s.until > :now)) AS gone
FROM contacts c WHERE c.id > :after ORDER BY c.id LIMIT :most;
