-- name: add
-- Nothing comes back where this person has one for this opportunity.
INSERT INTO applications (opportunity_id, person_id, contact_id, state, answers, works, sub_sector, district, place,
  rank, decline, words, first_time, created_at, changed_at, submitted_at, chosen_at, confirm_by, confirmed_at, reminded,
  told_at, warned_at, checked_in_at, asked_at, outcome)
VALUES (:opportunity_id, :person_id, :contact_id, :state, :answers, :works, :sub_sector, :district, :place, :rank,
  :decline, :words, :first_time, :created_at, :changed_at, :submitted_at, :chosen_at, :confirm_by, :confirmed_at,
  :reminded, :told_at, :warned_at, :checked_in_at, :asked_at, :outcome)
ON CONFLICT DO NOTHING RETURNING id;

-- name: by_id
SELECT * FROM applications WHERE id = :application_id;

-- name: of
SELECT * FROM applications WHERE opportunity_id = :opportunity_id AND person_id = :person_id;

-- name: in_states
SELECT * FROM applications
WHERE opportunity_id = :opportunity_id AND :states LIKE '%,' || state || ',%'
ORDER BY rank, submitted_at, id LIMIT :most;

-- name: of_person
SELECT * FROM applications WHERE person_id = :person_id ORDER BY id DESC LIMIT :most;

-- name: counts
SELECT state, count(*) AS n FROM applications WHERE opportunity_id = :opportunity_id GROUP BY state ORDER BY state;

-- name: save!
UPDATE applications SET version = version + 1, contact_id = :contact_id, state = :state, answers = :answers,
  works = :works, sub_sector = :sub_sector, district = :district, place = :place, rank = :rank, decline = :decline,
  words = :words, first_time = :first_time, submitted_at = :submitted_at, chosen_at = :chosen_at,
  confirm_by = :confirm_by, confirmed_at = :confirmed_at, reminded = :reminded, told_at = :told_at,
  warned_at = :warned_at, checked_in_at = :checked_in_at, asked_at = :asked_at, outcome = :outcome, changed_at = :now
WHERE id = :application_id AND version = :version;
