-- name: due
-- What is out and past its last moment, the longest past first.
SELECT id FROM opportunities WHERE state = 'published' AND closes_at <= :now ORDER BY closes_at, id LIMIT :most;

-- name: old
-- What has been over for long.
SELECT id FROM opportunities WHERE state IN ('closed', 'cancelled') AND ended_at <= :before ORDER BY ended_at, id LIMIT :most;

-- name: untold
-- Applications to what was cancelled, whose applicants do not know yet; also who was declined and has not heard it.
SELECT a.id, a.opportunity_id FROM applications a JOIN opportunities o ON o.id = a.opportunity_id
WHERE o.state = 'cancelled' AND (
  a.state IN ('draft', 'submitted', 'shortlisted', 'waiting', 'chosen', 'confirmed')
  OR (a.state = 'not_chosen' AND coalesce(a.told_at, 0) = 0))
ORDER BY a.id LIMIT :most;

-- name: newest
-- What was out, the newest first.
SELECT id FROM opportunities WHERE published_at IS NOT NULL ORDER BY id DESC LIMIT :most;

-- name: proposals
-- How many drafts a chat has begun since a moment.
SELECT count(*) AS n FROM opportunities WHERE proposed_by = :contact_id AND created_at >= :since;

-- name: keep_poster!
-- A picture that is a poster is kept for as long as that, and not with the message it came in.
UPDATE media SET inbox_id = NULL WHERE id = :media_id;
