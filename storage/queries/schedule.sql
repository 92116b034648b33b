-- name: take
-- Whoever inserts it does it; once, however many processes look.
INSERT INTO schedule (name, due, state, at) VALUES (:name, :due, 'taken', :now) ON CONFLICT DO NOTHING RETURNING due;

-- name: settle!
UPDATE schedule SET state = :state, note = :note, at = :now WHERE name = :name AND due = :due;

-- name: last
SELECT max(due) AS due FROM schedule WHERE name = :name;
