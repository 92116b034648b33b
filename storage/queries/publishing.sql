-- name: due
-- What is out and past its last moment, the longest past first.
SELECT id FROM opportunities WHERE state = 'published' AND closes_at <= :now ORDER BY closes_at, id LIMIT :most;

-- name: old
-- What has been closed for long, with what it says of its days.
SELECT id, offer FROM opportunities WHERE state IN ('closed', 'cancelled') AND ended_at <= :before ORDER BY ended_at, id LIMIT :most;

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

-- name: picture
-- A file that is a picture, as far as whoever sent it says.
SELECT id FROM media WHERE id = :media_id AND (kind = 'photo' OR mime LIKE 'image/%');

-- name: keep_poster!
-- A picture that is a poster is kept for as long as that, and not with the message it came in.
UPDATE media SET inbox_id = NULL WHERE id = :media_id;

-- name: note_change
-- Something changed for whoever applied; it waits in the schedule to be told. Nothing comes back where that moment is taken.
INSERT INTO schedule (name, due, state, at, note) VALUES ('offer.changed', :due, 'taken', :now, :note)
ON CONFLICT DO NOTHING RETURNING due;

-- name: changes
-- The changes that not everybody knows of, the oldest first.
SELECT due, note FROM schedule
WHERE name = 'offer.changed' AND due <= :until AND state = 'taken' ORDER BY due LIMIT :most;

-- name: change
-- One of them, if it still waits.
SELECT due, note FROM schedule WHERE name = 'offer.changed' AND due = :due AND state = 'taken';

-- name: told_so_far!
-- How far the telling of a change has come.
UPDATE schedule SET state = :state, note = :note, at = :now WHERE name = 'offer.changed' AND due = :due;

-- name: live
-- Applications that something may still come of, behind one of them.
SELECT id, person_id, contact_id FROM applications
WHERE opportunity_id = :opportunity_id AND id > :after
  AND state IN ('draft', 'submitted', 'shortlisted', 'waiting', 'chosen', 'confirmed')
ORDER BY id LIMIT :most;
