-- name: of_person
-- A person's requests, and those of a chat that speaks for nobody (0: no such person, no such chat).
SELECT id FROM support_requests WHERE person_id = :person_id
UNION SELECT id FROM support_requests WHERE contact_id = :contact_id AND person_id IS NULL;

-- name: over
-- Requests closed so long ago that nothing of them may be kept but the figures.
SELECT id FROM support_requests
WHERE sealed = :sealed AND closed_at IS NOT NULL AND closed_at <= :before AND emptied = 0
ORDER BY closed_at, id LIMIT :most;

-- name: media
SELECT media FROM request_messages WHERE request_id = :request_id AND media <> '[]';

-- name: drop_bubbles_bodies!
-- What chats, those of officers too, were shown of it.
DELETE FROM outbox WHERE id IN (
  SELECT o.id FROM request_bubbles b JOIN outbox o ON o.contact_id = b.contact_id AND o.n = b.n
  WHERE b.request_id = :request_id);

-- name: drop_talks!
-- Officers' talks about it (`talk` is how their session begins it), with the words that were about to go.
UPDATE sessions SET version = version + 1, body = '{}'
WHERE contact_id IN (SELECT contact_id FROM request_bubbles WHERE request_id = :request_id) AND body LIKE :talk;

-- name: drop_bubbles!
DELETE FROM request_bubbles WHERE request_id = :request_id;

-- name: drop_messages!
DELETE FROM request_messages WHERE request_id = :request_id;

-- name: empty_referrals!
UPDATE referrals SET consent = '', reason = '', better_address = '' WHERE request_id = :request_id;

-- name: empty!
-- The row stays for the figures: kind, state, sub-sector, district and times. What was open ends.
UPDATE support_requests SET person_id = NULL, contact_id = NULL, filing_key = '', name = '', title = '', story = '',
  answers = '{}', open_questions = '[]', wanted_on = '', event_on = '', result = '', soon = 0, emptied = 1,
  state = CASE WHEN closed_at IS NULL THEN 'withdrawn' ELSE state END,
  outcome = CASE WHEN closed_at IS NULL THEN 'erased' ELSE outcome END,
  closed_at = coalesce(closed_at, :now), version = version + 1
WHERE id = :request_id;

-- name: release_contact!
-- A chat that is forgotten has no work.
UPDATE support_requests SET assignee_id = NULL, version = version + 1 WHERE assignee_id = :contact_id AND closed_at IS NULL;

-- name: drop_contact_bubbles!
DELETE FROM request_bubbles WHERE contact_id = :contact_id;
