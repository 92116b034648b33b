-- name: people
-- Practitioners in order, a page at a time; nobody who is hidden, or waits to be erased.
SELECT id, number, kind, name, group_name, story, district, ward, place, since FROM people
WHERE id > :after AND status = 'registered' AND erase_at IS NULL ORDER BY id LIMIT :most;

-- name: sub_sectors
-- What the people of a page do.
SELECT person_id, sub_sector FROM person_sub_sector WHERE person_id > :after AND person_id <= :last
ORDER BY person_id, position;

-- name: askers
-- Whose the requests of a page are, and which officer has them; of no sealed one.
SELECT r.id, coalesce(p.number, '') AS number, coalesce(c.profile_name, '') AS officer
FROM support_requests r LEFT JOIN people p ON p.id = r.person_id LEFT JOIN contacts c ON c.id = r.assignee_id
WHERE r.id > :after AND r.id <= :last AND r.sealed = 0 AND r.hidden = 0;

-- name: messages
-- What was said about the requests of a page, in order; of no sealed one, and of nobody who is hidden.
SELECT r.year, r.n, m.thread, m.author, coalesce(c.profile_name, '') AS officer, m.text, m.media, m.struck_at, m.at
FROM support_requests r JOIN request_messages m ON m.request_id = r.id LEFT JOIN contacts c ON c.id = m.staff_id
WHERE r.id > :after AND r.id <= :last AND r.sealed = 0 AND r.hidden = 0
ORDER BY r.id, m.id;

-- name: filed
-- What was filed from one moment to another; of sealed ones neither what they do who filed it, nor where.
SELECT kind, CASE WHEN sealed = 1 THEN '' ELSE sub_sector END AS sub_sector,
  CASE WHEN sealed = 1 THEN '' ELSE district END AS district, sealed, count(*) AS n
FROM support_requests WHERE filed_at >= :since AND filed_at < :until
GROUP BY kind, CASE WHEN sealed = 1 THEN '' ELSE sub_sector END, CASE WHEN sealed = 1 THEN '' ELSE district END, sealed;

-- name: closed
-- What was closed from one moment to another.
SELECT outcome, count(*) AS n FROM support_requests WHERE closed_at >= :since AND closed_at < :until GROUP BY outcome;
