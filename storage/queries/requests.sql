-- name: number
-- The next number of a year. The row stays locked until the commit, so that a filing that fails leaves no hole.
INSERT INTO request_numbers (year, last) VALUES (:year, 1)
ON CONFLICT (year) DO UPDATE SET last = request_numbers.last + 1
RETURNING last;

-- name: add
INSERT INTO support_requests (year, n, person_id, contact_id, filing_key, kind, state, name, story, answers,
  open_questions, sub_sector, district, wanted_on, event_on, sealed, anonymous, soon, filed_at, answer_due_at, due_at,
  legal_at)
VALUES (:year, :n, :person_id, :contact_id, :filing_key, :kind, 'received', :name, :story, :answers,
  :open_questions, :sub_sector, :district, :wanted_on, :event_on, :sealed, :anonymous, :soon, :filed_at,
  :answer_due_at, :answer_due_at, :legal_at)
RETURNING id;

-- name: by_id
SELECT * FROM support_requests WHERE id = :request_id;

-- name: by_key
-- What this contact filed under a key before.
SELECT * FROM support_requests WHERE contact_id = :contact_id AND filing_key = :filing_key AND filing_key <> '';

-- name: by_number
-- The newest request of a number; of one year if that was said.
SELECT * FROM support_requests WHERE n = :n AND (year = :year OR :year = 0) ORDER BY year DESC LIMIT 1;

-- name: own_by_number
-- The newest request of a number among a person's own, or those of a chat that speaks for nobody.
SELECT * FROM support_requests
WHERE n = :n AND (year = :year OR :year = 0)
  AND (person_id = :person_id OR (person_id IS NULL AND :person_id = 0 AND contact_id = :contact_id))
ORDER BY year DESC LIMIT 1;

-- name: of_person
-- The newest of a person's requests.
SELECT * FROM support_requests WHERE person_id = :person_id ORDER BY id DESC LIMIT :most;

-- name: of_contact
-- The newest requests of a chat that speaks for nobody.
SELECT * FROM support_requests WHERE contact_id = :contact_id AND person_id IS NULL ORDER BY id DESC LIMIT :most;

-- name: save!
-- Everything that may change; nothing where the version is stale.
UPDATE support_requests SET kind = :kind, state = :state, title = :title, story = :story, answers = :answers,
  open_questions = :open_questions, wanted_on = :wanted_on, event_on = :event_on, sealed = :sealed,
  anonymous = :anonymous, soon = :soon, assignee_id = :assignee_id, due_at = :due_at, wake_at = :wake_at,
  promised_at = :promised_at, legal_at = :legal_at, reminded_at = :reminded_at, escalated_at = :escalated_at,
  first_answer_at = :first_answer_at, first_answer_minutes = :first_answer_minutes, closed_at = :closed_at,
  outcome = :outcome, asked_at = :asked_at, confirmed = :confirmed, confirmed_at = :confirmed_at, rating = :rating,
  reopened = :reopened, result_asked_at = :result_asked_at, result = :result, version = version + 1
WHERE id = :request_id AND version = :version;

-- name: call!
UPDATE support_requests SET name = :name WHERE id = :request_id;

-- name: wake!
-- It is staff's turn, by then at the latest; what was due before stays due then. The version stays.
UPDATE support_requests SET wake_at = 0, reminded_at = NULL, escalated_at = NULL,
  due_at = CASE WHEN due_at < :due_at AND wake_at <= :now THEN due_at ELSE :due_at END
WHERE id = :request_id AND closed_at IS NULL;

-- name: hide!
-- A person who waits to be erased is in no queue.
UPDATE support_requests SET hidden = :hidden WHERE person_id = :person_id;

-- name: adopt!
-- What a chat asked before it registered belongs to the person it speaks for now.
UPDATE support_requests SET person_id = :person_id WHERE contact_id = :contact_id AND person_id IS NULL;

-- name: elsewhere!
INSERT INTO requests_elsewhere (at, kind, sub_sector, district) VALUES (:at, :kind, :sub_sector, :district);

-- name: promise!
INSERT INTO request_promises (request_id, made_at, due_at) VALUES (:request_id, :made_at, :due_at);

-- name: drop_promise!
-- A promise that is replaced before its day is over is none.
DELETE FROM request_promises WHERE request_id = :request_id AND settled_at IS NULL AND due_at > :now;

-- name: settle_promises!
UPDATE request_promises SET settled_at = :now, kept = CASE WHEN due_at >= :now THEN 1 ELSE 0 END
WHERE request_id = :request_id AND settled_at IS NULL;

-- name: broken_promises!
UPDATE request_promises SET settled_at = :now, kept = 0 WHERE settled_at IS NULL AND due_at < :now;

-- name: assigned
SELECT id FROM support_requests WHERE assignee_id = :contact_id AND closed_at IS NULL ORDER BY due_at, id;

-- name: held
-- How many open requests each officer has.
SELECT assignee_id, count(*) AS n FROM support_requests
WHERE closed_at IS NULL AND assignee_id IS NOT NULL GROUP BY assignee_id;

-- name: export
-- All requests in order, a page at a time.
SELECT * FROM support_requests WHERE id > :after ORDER BY id LIMIT :most;

-- name: lock_chat
-- The requester's chat is locked before the request, by whoever tells it something, as its own turns do.
SELECT c.id FROM support_requests r JOIN contacts c ON c.id = r.contact_id WHERE r.id = :request_id;

-- name: lock
-- A query of its own: one that waited reads what the other wrote.
SELECT id FROM support_requests WHERE id = :request_id;
