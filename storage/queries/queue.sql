-- name: next
-- What an officer owes next: nobody's or its own, after a place in the order, earliest due first.
SELECT * FROM support_requests
WHERE closed_at IS NULL AND hidden = 0 AND (due_at, id) > (:due_at, :after_id) AND wake_at <= :now
  AND (assignee_id IS NULL OR assignee_id = :contact_id)
  AND (sealed = 0 OR (:committee = 1 AND (
    EXISTS (SELECT 1 FROM complaint_handlers h WHERE h.contact_id = :contact_id AND h.excluded = 0
      AND (h.request_id = support_requests.id OR h.request_id IS NULL) AND (h.until IS NULL OR h.until > :now))
    AND NOT EXISTS (SELECT 1 FROM complaint_handlers x WHERE x.contact_id = :contact_id AND x.excluded = 1
      AND x.request_id = support_requests.id))))
ORDER BY due_at, id LIMIT :most;

-- name: counts
-- How many of an officer's queue come before a place in the order, and from there on.
SELECT coalesce(sum(CASE WHEN (due_at, id) <= (:due_at, :after_id) THEN 1 ELSE 0 END), 0) AS before,
  coalesce(sum(CASE WHEN (due_at, id) > (:due_at, :after_id) THEN 1 ELSE 0 END), 0) AS ahead
FROM support_requests
WHERE closed_at IS NULL AND hidden = 0 AND wake_at <= :now AND (assignee_id IS NULL OR assignee_id = :contact_id)
  AND (sealed = 0 OR (:committee = 1 AND (
    EXISTS (SELECT 1 FROM complaint_handlers h WHERE h.contact_id = :contact_id AND h.excluded = 0
      AND (h.request_id = support_requests.id OR h.request_id IS NULL) AND (h.until IS NULL OR h.until > :now))
    AND NOT EXISTS (SELECT 1 FROM complaint_handlers x WHERE x.contact_id = :contact_id AND x.excluded = 1
      AND x.request_id = support_requests.id))));

-- name: page
-- Open requests after a place in the order, whoever has them; the web's list. No sealed one.
SELECT * FROM support_requests
WHERE closed_at IS NULL AND hidden = 0 AND (due_at, id) > (:due_at, :after_id) AND sealed = 0
ORDER BY due_at, id LIMIT :most;

-- name: sealed
-- Sealed complaints that are open: nothing but what everybody on the staff may know.
SELECT id, year, n, state, filed_at FROM support_requests WHERE sealed = 1 AND closed_at IS NULL ORDER BY filed_at, id;

-- name: digest
-- What staff are told twice a day: new since, open, over their time, waiting in the pool. No sealed one.
SELECT coalesce(sum(CASE WHEN filed_at > :since THEN 1 ELSE 0 END), 0) AS fresh,
  coalesce(sum(CASE WHEN wake_at <= :now THEN 1 ELSE 0 END), 0) AS waiting,
  coalesce(sum(CASE WHEN wake_at <= :now AND due_at < :now THEN 1 ELSE 0 END), 0) AS late,
  coalesce(sum(CASE WHEN wake_at <= :now AND assignee_id IS NULL THEN 1 ELSE 0 END), 0) AS pool
FROM support_requests WHERE closed_at IS NULL AND hidden = 0 AND sealed = 0;

-- name: mine
SELECT count(*) AS n FROM support_requests
WHERE assignee_id = :contact_id AND closed_at IS NULL AND hidden = 0 AND wake_at <= :now AND sealed = 0;

-- name: fresh_kinds
-- What was filed lately: a kind each and how many. No sealed one.
SELECT kind, count(*) AS n FROM support_requests
WHERE filed_at > :since AND filed_at <= :now AND sealed = 0 AND hidden = 0
GROUP BY kind ORDER BY n DESC, kind;

-- name: soon
-- Wanted within three working days and not yet told: taken by whoever tells.
UPDATE support_requests SET soon = 2 WHERE soon = 1 AND closed_at IS NULL AND hidden = 0 AND id IN (
  SELECT id FROM support_requests WHERE soon = 1 AND closed_at IS NULL AND hidden = 0 ORDER BY id LIMIT :most)
RETURNING id, year, n, kind, sealed, wanted_on, event_on, assignee_id;

-- name: remind
-- Assigned and due before a time, and not reminded of: taken by whoever reminds.
UPDATE support_requests SET reminded_at = :now
WHERE closed_at IS NULL AND assignee_id IS NOT NULL AND hidden = 0 AND due_at <= :before AND wake_at <= :now
  AND reminded_at IS NULL AND id IN (
  SELECT id FROM support_requests WHERE closed_at IS NULL AND assignee_id IS NOT NULL AND hidden = 0
    AND due_at <= :before AND wake_at <= :now AND reminded_at IS NULL ORDER BY due_at, id LIMIT :most)
RETURNING id, n, assignee_id, due_at;

-- name: escalate
-- Past its time, whoever has it, and the committee not yet told: taken by whoever tells.
UPDATE support_requests SET escalated_at = :now
WHERE closed_at IS NULL AND hidden = 0 AND due_at < :now AND wake_at <= :now AND escalated_at IS NULL AND id IN (
  SELECT id FROM support_requests WHERE closed_at IS NULL AND hidden = 0 AND due_at < :now AND wake_at <= :now
    AND escalated_at IS NULL ORDER BY due_at, id LIMIT :most)
RETURNING id, n, assignee_id, sealed, due_at;

-- name: unconfirmed
-- Nobody answered whether it is done.
SELECT * FROM support_requests
WHERE confirmed = '' AND asked_at IS NOT NULL AND asked_at <= :before ORDER BY asked_at, id LIMIT :most;

-- name: ended_roles
-- Open work of whoever may not answer any more.
SELECT DISTINCT r.assignee_id FROM support_requests r
WHERE r.closed_at IS NULL AND r.assignee_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM staff s WHERE s.contact_id = r.assignee_id AND s.role IN ('desk', 'committee')
    AND (s.until IS NULL OR s.until > :now));

-- name: results_due
-- Done and confirmed for so long that something may have come of it; their requester was not asked lately.
SELECT r.* FROM support_requests r
WHERE r.confirmed = 'yes' AND r.result_asked_at IS NULL AND r.confirmed_at <= :before AND r.confirmed_at > :oldest
  AND r.person_id IS NOT NULL AND r.sealed = 0 AND r.hidden = 0 AND :kinds LIKE '%,' || r.kind || ',%'
  AND NOT EXISTS (SELECT 1 FROM support_requests o WHERE o.person_id = r.person_id AND o.result_asked_at > :lately)
ORDER BY r.confirmed_at, r.id LIMIT :most;

-- name: elsewhere
-- What is open and not in an officer's queue: whose turn it is. No sealed one.
SELECT state, count(*) AS n FROM support_requests
WHERE closed_at IS NULL AND hidden = 0 AND sealed = 0
  AND (wake_at > :now OR (assignee_id IS NOT NULL AND assignee_id <> :contact_id))
GROUP BY state;
