-- name: contact!
INSERT INTO contacts (id, channel, account, chat, since, last_heard)
VALUES (:id, :channel, :account, :chat, :at, :at) ON CONFLICT DO NOTHING;

-- name: address!
INSERT INTO addresses (contact_id, channel, account, kind, value, valid_from)
VALUES (:id, :channel, :account, 'chat', :chat, :at) ON CONFLICT DO NOTHING;

-- name: person!
INSERT INTO people (id, number, kind, name, story, district, ward, status, since, last_active)
VALUES (:id, :number, 'person', :name, :story, :district, :ward, 'registered', :at, :at) ON CONFLICT DO NOTHING;

-- name: sub_sector!
INSERT INTO person_sub_sector (person_id, sub_sector, position) VALUES (:id, :sub_sector, 0) ON CONFLICT DO NOTHING;

-- name: link!
INSERT INTO contact_person (contact_id, person_id, active, since) VALUES (:id, :id, 1, :at) ON CONFLICT DO NOTHING;

-- name: consent!
INSERT INTO consents (person_id, contact_id, purpose, version, text, channel, given_at)
VALUES (:id, :id, :purpose, 1, 'rekaan', :channel, :at);

-- name: reach!
UPDATE contacts SET reach = :reach WHERE id = :id;

-- name: highest
-- The highest id in use, and how many people were seeded before.
SELECT coalesce(max(id), 0) AS id, (SELECT count(*) FROM people WHERE number LIKE '%-X%') AS seeded FROM (SELECT max(id) AS id FROM contacts UNION ALL SELECT max(id) FROM people) AS t;

-- name: askers
-- Fictional people that a chat speaks for, a page at a time.
SELECT p.id, cp.contact_id, p.district,
  coalesce((SELECT s.sub_sector FROM person_sub_sector s WHERE s.person_id = p.id ORDER BY s.position LIMIT 1), '')
    AS sub_sector
FROM people p JOIN contact_person cp ON cp.person_id = p.id AND cp.active = 1
WHERE p.id > :after AND p.number LIKE '%-X%' AND p.erase_at IS NULL ORDER BY p.id LIMIT :most;

-- name: numbers
-- The next numbers of a year, so many at once.
INSERT INTO request_numbers (year, last) VALUES (:year, :count)
ON CONFLICT (year) DO UPDATE SET last = request_numbers.last + :count
RETURNING last;

-- name: request_ids
-- So many free ids.
WITH RECURSIVE n (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < :count)
SELECT (SELECT coalesce(max(id), 0) FROM support_requests) + k AS id FROM n;

-- name: message_ids
WITH RECURSIVE n (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < :count)
SELECT (SELECT coalesce(max(id), 0) FROM request_messages) + k AS id FROM n;

-- name: request!
INSERT INTO support_requests (id, year, n, person_id, contact_id, kind, state, story, answers, open_questions,
  sub_sector, district, wanted_on, event_on, sealed, anonymous, soon, assignee_id, version, filed_at, answer_due_at,
  due_at, wake_at, promised_at, legal_at, reminded_at, escalated_at, first_answer_at, first_answer_minutes, closed_at,
  outcome, asked_at, confirmed, confirmed_at, rating, reopened, result_asked_at, result)
VALUES (:id, :year, :n, :person_id, :contact_id, :kind, :state, :story, :answers, :open_questions, :sub_sector,
  :district, :wanted_on, :event_on, :sealed, :anonymous, :soon, :assignee_id, :version, :filed_at, :answer_due_at,
  :due_at, :wake_at, :promised_at, :legal_at, :reminded_at, :escalated_at, :first_answer_at, :first_answer_minutes,
  :closed_at, :outcome, :asked_at, :confirmed, :confirmed_at, :rating, :reopened, :result_asked_at, :result);

-- name: message!
INSERT INTO request_messages (id, request_id, thread, author, staff_id, text, at)
VALUES (:id, :request_id, :thread, :author, :staff_id, :text, :at);

-- name: event!
INSERT INTO request_events (request_id, at, what, author, staff_id, state_before, state_after, version, message_id,
  minutes)
VALUES (:request_id, :at, :what, :author, :staff_id, :state_before, :state_after, :version, :message_id, :minutes);

-- name: promise!
INSERT INTO request_promises (request_id, made_at, due_at, settled_at, kept)
VALUES (:request_id, :made_at, :due_at, :settled_at, :kept);

-- name: referral!
INSERT INTO referrals (request_id, partner_id, state, asked_at, consent, consent_at, sent_at, ask_again_at, accepted_at,
  accepted_for, unable_at, reason, done_at, version)
VALUES (:request_id, :partner_id, :state, :asked_at, :consent, :consent_at, :sent_at, :ask_again_at, :accepted_at,
  :accepted_for, :unable_at, :reason, :done_at, :version);
