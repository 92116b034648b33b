-- name: page
-- Applicants with what tells them apart; `served` in the last 12 months, `ever` at any time, this one left out. `first`
-- 1: only those who never had a place; `ranked` 1: in the order of the waiting list. Who waits to be erased is hidden.
SELECT a.*, p.name AS person_name, p.group_name, p.kind, p.number, p.story,
  (SELECT count(*) FROM applications e WHERE e.person_id = a.person_id AND e.state = 'confirmed' AND e.id <> a.id)
    AS ever,
  (SELECT count(*) FROM applications e WHERE e.person_id = a.person_id AND e.state = 'confirmed' AND e.id <> a.id
    AND coalesce(e.confirmed_at, e.changed_at) > :since) AS served
FROM applications a LEFT JOIN people p ON p.id = a.person_id
WHERE a.opportunity_id = :opportunity_id AND a.id > :after AND :states LIKE '%,' || a.state || ',%'
  AND p.erase_at IS NULL AND (:sub_sector = '' OR a.sub_sector = :sub_sector) AND (:district = '' OR a.district = :district)
  AND (:first = 0 OR NOT EXISTS (
    SELECT 1 FROM applications e WHERE e.person_id = a.person_id AND e.state = 'confirmed' AND e.id <> a.id))
ORDER BY CASE WHEN :ranked = 1 THEN a.rank ELSE 0 END, a.id LIMIT :most OFFSET :skip;

-- name: one
SELECT a.*, p.name AS person_name, p.group_name, p.kind, p.number, p.story,
  (SELECT count(*) FROM applications e WHERE e.person_id = a.person_id AND e.state = 'confirmed' AND e.id <> a.id)
    AS ever,
  (SELECT count(*) FROM applications e WHERE e.person_id = a.person_id AND e.state = 'confirmed' AND e.id <> a.id
    AND coalesce(e.confirmed_at, e.changed_at) > :since) AS served
FROM applications a LEFT JOIN people p ON p.id = a.person_id
WHERE a.id = :application_id;

-- name: tally
-- How many in each state, from where; `firsts` of them never had a place.
SELECT a.state, a.sub_sector, a.district, CASE WHEN a.told_at > 0 THEN 1 ELSE 0 END AS told, count(*) AS n,
  sum(CASE WHEN EXISTS (
    SELECT 1 FROM applications e WHERE e.person_id = a.person_id AND e.state = 'confirmed' AND e.id <> a.id)
    THEN 0 ELSE 1 END) AS firsts
FROM applications a WHERE a.opportunity_id = :opportunity_id AND a.state NOT IN ('draft', 'withdrawn')
GROUP BY a.state, a.sub_sector, a.district, CASE WHEN a.told_at > 0 THEN 1 ELSE 0 END
ORDER BY a.state, a.sub_sector, a.district;

-- name: applied_to
-- What somebody has applied to and is not over: where somebody waits for a word first, then what closes last.
SELECT o.id, count(*) AS n FROM opportunities o JOIN applications a ON a.opportunity_id = o.id
WHERE o.state IN ('published', 'closed') AND a.state NOT IN ('draft', 'withdrawn')
GROUP BY o.id, o.closes_at
ORDER BY max(CASE WHEN a.told_at IS NULL AND a.state IN ('submitted', 'shortlisted', 'waiting', 'chosen', 'not_chosen')
  THEN 1 ELSE 0 END) DESC, CASE WHEN o.closes_at IS NULL THEN 0 ELSE 1 END, o.closes_at DESC, o.id DESC LIMIT :most;

-- name: settle_rest!
-- Whoever was handed in and is not decided is not chosen.
UPDATE applications SET state = 'not_chosen', decline = :decline, words = '', version = version + 1, changed_at = :now
WHERE opportunity_id = :opportunity_id AND state IN ('submitted', 'shortlisted');

-- name: let_go!
-- What was decided may be told.
UPDATE applications SET told_at = 0, version = version + 1
WHERE opportunity_id = :opportunity_id AND state IN ('chosen', 'waiting', 'not_chosen') AND told_at IS NULL
  AND changed_at <= :until AND :states LIKE '%,' || state || ',%';

-- name: to_tell
-- The waiting list last and by rank: whoever is told its place on it knows how many are still above.
SELECT * FROM applications WHERE told_at = 0 ORDER BY rank, id LIMIT :most;

-- name: to_remind
-- Chosen ones at half time (`reminded` 0) and shortly before the end (below 2).
SELECT * FROM applications
WHERE state = 'chosen' AND told_at > 0 AND confirm_by > :now
  AND ((reminded = 0 AND chosen_at + (confirm_by - chosen_at) / 2 <= :seen)
    OR (reminded < 2 AND confirm_by - :before <= :seen))
ORDER BY confirm_by, id LIMIT :most;

-- name: to_call
-- Chosen ones who have said nothing, shortly before the end, of whom staff do not know yet.
SELECT * FROM applications
WHERE state = 'chosen' AND told_at > 0 AND confirm_by > :now AND confirm_by - :before <= :seen AND warned_at IS NULL
ORDER BY opportunity_id, confirm_by, id LIMIT :most;

-- name: to_lapse
SELECT * FROM applications
WHERE state = 'chosen' AND told_at > 0 AND confirm_by <= :now ORDER BY confirm_by, id LIMIT :most;

-- name: waited_for
-- Opportunities with a waiting list, but for those where a place came free a moment ago: somebody may think again, and
-- what was said in time may still come.
SELECT DISTINCT w.opportunity_id FROM applications w
WHERE w.state = 'waiting' AND NOT EXISTS (
  SELECT 1 FROM applications l
  WHERE l.opportunity_id = w.opportunity_id AND l.state IN ('lapsed', 'unable') AND l.changed_at > :lately)
ORDER BY w.opportunity_id;

-- name: undecided
-- Applicants who wait for the word that was promised, and have not been told that it takes longer.
SELECT * FROM applications
WHERE opportunity_id = :opportunity_id AND state IN ('submitted', 'shortlisted', 'chosen', 'waiting')
  AND told_at IS NULL AND warned_at IS NULL
ORDER BY id LIMIT :most;

-- name: untold
SELECT count(*) AS n FROM applications
WHERE opportunity_id = :opportunity_id AND state IN ('submitted', 'shortlisted', 'chosen', 'waiting', 'not_chosen')
  AND told_at IS NULL;

-- name: came
-- Opportunities of which somebody who came was not asked what came of it.
SELECT DISTINCT opportunity_id FROM applications
WHERE checked_in_at IS NOT NULL AND asked_at IS NULL ORDER BY opportunity_id;

-- name: to_ask
SELECT * FROM applications
WHERE opportunity_id = :opportunity_id AND checked_in_at < :before AND asked_at IS NULL ORDER BY id LIMIT :most;

-- name: places_of
-- The places a person has now.
SELECT * FROM applications WHERE person_id = :person_id AND state IN ('chosen', 'confirmed') ORDER BY id DESC;

-- name: came_in
SELECT count(*) AS n FROM applications WHERE opportunity_id = :opportunity_id AND checked_in_at IS NOT NULL;
