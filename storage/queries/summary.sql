-- name: filed
-- What was filed: of the week, of the week before, and of the eight weeks before, by kind. Sealed ones apart.
SELECT kind AS id, sum(CASE WHEN filed_at >= :start THEN 1 ELSE 0 END) AS fresh,
  sum(CASE WHEN filed_at >= :last AND filed_at < :start THEN 1 ELSE 0 END) AS before,
  sum(CASE WHEN filed_at < :start THEN 1 ELSE 0 END) AS earlier
FROM support_requests WHERE filed_at >= :first AND filed_at < :until AND sealed = 0 GROUP BY kind;

-- name: filed_by_sub_sector
SELECT sub_sector AS id, sum(CASE WHEN filed_at >= :start THEN 1 ELSE 0 END) AS fresh,
  sum(CASE WHEN filed_at >= :last AND filed_at < :start THEN 1 ELSE 0 END) AS before,
  sum(CASE WHEN filed_at < :start THEN 1 ELSE 0 END) AS earlier
FROM support_requests WHERE filed_at >= :first AND filed_at < :until AND sealed = 0 GROUP BY sub_sector;

-- name: filed_by_district
SELECT district AS id, sum(CASE WHEN filed_at >= :start THEN 1 ELSE 0 END) AS fresh,
  sum(CASE WHEN filed_at >= :last AND filed_at < :start THEN 1 ELSE 0 END) AS before,
  sum(CASE WHEN filed_at < :start THEN 1 ELSE 0 END) AS earlier
FROM support_requests WHERE filed_at >= :first AND filed_at < :until AND sealed = 0 GROUP BY district;

-- name: count_filed
SELECT count(*) AS n FROM support_requests WHERE filed_at >= :since AND filed_at < :until AND sealed = 0;

-- name: closed
-- What was closed by staff in the week: its kind, outcome, what the requester says, the ratings given.
SELECT kind, outcome, confirmed, count(*) AS n, count(rating) AS ratings, coalesce(sum(rating), 0) AS rating_sum
FROM support_requests
WHERE closed_at >= :since AND closed_at < :until AND sealed = 0 AND outcome NOT IN ('withdrawn', 'erased')
GROUP BY kind, outcome, confirmed;

-- name: closed_by_sub_sector
SELECT sub_sector AS id, count(*) AS n FROM support_requests
WHERE closed_at >= :since AND closed_at < :until AND sealed = 0 AND outcome NOT IN ('withdrawn', 'erased')
GROUP BY sub_sector;

-- name: closed_by_district
SELECT district AS id, count(*) AS n FROM support_requests
WHERE closed_at >= :since AND closed_at < :until AND sealed = 0 AND outcome NOT IN ('withdrawn', 'erased')
GROUP BY district;

-- name: count_closed
-- How many were closed by staff, and how many ended by their requester.
SELECT coalesce(sum(CASE WHEN outcome IN ('withdrawn', 'erased') THEN 0 ELSE 1 END), 0) AS n,
  coalesce(sum(CASE WHEN outcome IN ('withdrawn', 'erased') THEN 1 ELSE 0 END), 0) AS withdrawn
FROM support_requests WHERE closed_at >= :since AND closed_at < :until AND sealed = 0;

-- name: reopened
-- Acts of opening again in the week.
SELECT count(*) AS n FROM request_events e JOIN support_requests r ON r.id = e.request_id
WHERE e.what = 'reopen' AND e.at >= :since AND e.at < :until AND r.sealed = 0;

-- name: open
-- Open at a moment: those open still, and those that ended later; sealed complaints apart. (+ keeps SQLite from the
-- index of all that was ever filed.)
SELECT sealed, sum(n) AS n FROM (
  SELECT sealed, count(*) AS n FROM support_requests
  WHERE closed_at IS NULL AND hidden = 0 AND +filed_at < :until GROUP BY sealed
  UNION ALL
  SELECT sealed, count(*) AS n FROM support_requests
  WHERE closed_at >= :until AND +filed_at < :until GROUP BY sealed
) t GROUP BY sealed;

-- name: late
-- Due for a first answer before a moment, and neither answered nor ended by then: waiting still, answered later,
-- ended later without any.
SELECT (SELECT count(*) FROM support_requests
    WHERE first_answer_at IS NULL AND closed_at IS NULL AND hidden = 0 AND sealed = 0 AND answer_due_at < :at)
  + (SELECT count(*) FROM support_requests
    WHERE first_answer_at >= :at AND answer_due_at < :at AND sealed = 0)
  + (SELECT count(*) FROM support_requests
    WHERE first_answer_at IS NULL AND closed_at >= :at AND answer_due_at < :at AND sealed = 0) AS n;

-- name: sealed_late
-- Sealed complaints filed before a limit and open at a moment.
SELECT (SELECT count(*) FROM support_requests
    WHERE sealed = 1 AND closed_at IS NULL AND hidden = 0 AND filed_at < :before)
  + (SELECT count(*) FROM support_requests
    WHERE sealed = 1 AND closed_at >= :until AND +filed_at < :before) AS n;

-- name: sealed_filed
SELECT count(*) AS n FROM support_requests WHERE filed_at >= :since AND filed_at < :until AND sealed = 1;

-- name: answers
-- First answers of the week: how many, in time, to what was filed in the week.
SELECT count(*) AS n, coalesce(sum(CASE WHEN first_answer_at <= answer_due_at THEN 1 ELSE 0 END), 0) AS in_time,
  coalesce(sum(CASE WHEN filed_at >= :since THEN 1 ELSE 0 END), 0) AS fresh
FROM support_requests WHERE first_answer_at >= :since AND first_answer_at < :until AND sealed = 0;

-- name: answer_minutes
-- Of the first answers of the week, in order of their working minutes, the one at a rank (0 is the fastest).
SELECT first_answer_minutes AS minutes FROM support_requests
WHERE first_answer_at >= :since AND first_answer_at < :until AND sealed = 0
ORDER BY first_answer_minutes LIMIT 1 OFFSET :rank;

-- name: promises
-- Promised for a day of the week, and kept.
SELECT count(*) AS n, coalesce(sum(CASE WHEN p.kept = 1 THEN 1 ELSE 0 END), 0) AS kept
FROM request_promises p JOIN support_requests r ON r.id = p.request_id
WHERE p.due_at >= :since AND p.due_at < :until AND r.sealed = 0;

-- name: elsewhere
-- Told another address because the kind is closed.
SELECT kind AS id, count(*) AS n FROM requests_elsewhere WHERE at >= :since AND at < :until GROUP BY kind;

-- name: sent
-- Sent to partners in the week, by what has come of it.
SELECT p.helix, f.state, count(*) AS n
FROM referrals f JOIN partners p ON p.id = f.partner_id JOIN support_requests r ON r.id = f.request_id
WHERE f.sent_at >= :since AND f.sent_at < :until AND r.sealed = 0
GROUP BY p.helix, f.state;

-- name: sent_by_sub_sector
SELECT r.sub_sector AS id, count(*) AS n FROM referrals f JOIN support_requests r ON r.id = f.request_id
WHERE f.sent_at >= :since AND f.sent_at < :until AND r.sealed = 0 GROUP BY r.sub_sector;

-- name: done
-- Settled by a partner in the week, whenever it was sent.
SELECT count(*) AS n FROM referrals f JOIN support_requests r ON r.id = f.request_id
WHERE f.done_at >= :since AND f.done_at < :until AND r.sealed = 0;

-- name: people
-- Registered before a moment, and still so, by district; of these since the week began.
SELECT district AS id, count(*) AS n, sum(CASE WHEN since >= :start THEN 1 ELSE 0 END) AS fresh
FROM people WHERE status = 'registered' AND since < :until GROUP BY district;

-- name: people_by_sub_sector
-- The same by the first of a person's sub-sectors: of everybody, without who is not registered, or was not yet. (CROSS keeps
-- SQLite in this order.)
SELECT id, sum(n) AS n, sum(fresh) AS fresh FROM (
  SELECT sub_sector AS id, count(*) AS n, 0 AS fresh FROM person_sub_sector WHERE position = 0 GROUP BY sub_sector
  UNION ALL
  SELECT s.sub_sector AS id, -count(*) AS n, 0 AS fresh
  FROM people p CROSS JOIN person_sub_sector s
  WHERE s.person_id = p.id AND s.position = 0 AND p.status < 'registered' GROUP BY s.sub_sector
  UNION ALL
  SELECT s.sub_sector AS id, -count(*) AS n, 0 AS fresh
  FROM people p CROSS JOIN person_sub_sector s
  WHERE s.person_id = p.id AND s.position = 0 AND p.status > 'registered' GROUP BY s.sub_sector
  UNION ALL
  SELECT s.sub_sector AS id, -count(*) AS n, 0 AS fresh
  FROM people p CROSS JOIN person_sub_sector s
  WHERE s.person_id = p.id AND s.position = 0 AND p.status = 'registered' AND p.since >= :until GROUP BY s.sub_sector
  UNION ALL
  SELECT s.sub_sector AS id, 0 AS n, count(*) AS fresh
  FROM people p CROSS JOIN person_sub_sector s
  WHERE s.person_id = p.id AND s.position = 0 AND p.status = 'registered' AND p.since >= :start AND p.since < :until
  GROUP BY s.sub_sector
) t GROUP BY id;

-- name: legal_missed
-- Open, the last filing day is over, the event is not, and nothing went to a partner by then.
SELECT r.id, r.year, r.n, r.kind, r.district, r.filed_at AS at, r.event_on, r.legal_at FROM support_requests r
WHERE r.closed_at IS NULL AND r.legal_at IS NOT NULL AND r.legal_at < :until AND r.hidden = 0 AND r.sealed = 0
  AND (r.event_on = '' OR r.event_on >= :today)
  AND NOT EXISTS (SELECT 1 FROM referrals f WHERE f.request_id = r.id AND f.sent_at <= r.legal_at)
ORDER BY r.legal_at, r.id;

-- name: complaints_late
-- Sealed complaints that are open for too long: a reference, nothing else.
SELECT id, year, n, filed_at AS at FROM support_requests
WHERE sealed = 1 AND closed_at IS NULL AND hidden = 0 AND filed_at < :before ORDER BY filed_at, id;

-- name: waiting_again
-- Opened again by the requester, and not answered since.
SELECT r.id, r.year, r.n, r.kind, r.district, (
    SELECT e.at FROM request_events e WHERE e.request_id = r.id AND e.what = 'reopen' ORDER BY e.id DESC LIMIT 1) AS at
FROM support_requests r
WHERE r.closed_at IS NULL AND r.reopened > 0 AND r.state = 'under_review' AND r.hidden = 0 AND r.sealed = 0
ORDER BY r.id;

-- name: no_partner
-- Filed long ago and with no partner, although one was asked for or nobody has answered at all.
SELECT r.id, r.year, r.n, r.kind, r.district, r.filed_at AS at FROM support_requests r
WHERE r.closed_at IS NULL AND r.hidden = 0 AND r.sealed = 0 AND +r.filed_at < :before
  AND NOT EXISTS (SELECT 1 FROM referrals f WHERE f.request_id = r.id AND f.state IN ('sent', 'accepted', 'done'))
  AND (r.first_answer_at IS NULL OR EXISTS (SELECT 1 FROM referrals f WHERE f.request_id = r.id))
ORDER BY +r.filed_at, r.id;

-- name: partner_silent
-- With a partner whose date to be asked again is over.
SELECT r.id, r.year, r.n, r.kind, r.district, f.sent_at AS at, f.partner_id, p.helix, p.name, p.code
FROM referrals f JOIN support_requests r ON r.id = f.request_id JOIN partners p ON p.id = f.partner_id
WHERE f.state IN ('sent', 'accepted') AND f.ask_again_at < :until
  AND r.closed_at IS NULL AND r.hidden = 0 AND r.sealed = 0
ORDER BY f.sent_at, f.id;
