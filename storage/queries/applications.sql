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

-- name: served
-- Whether a person ever had a place.
SELECT id FROM applications WHERE person_id = :person_id AND state = 'confirmed' LIMIT 1;

-- name: counts
SELECT state, count(*) AS n FROM applications WHERE opportunity_id = :opportunity_id GROUP BY state ORDER BY state;

-- name: save!
UPDATE applications SET version = version + 1, contact_id = :contact_id, state = :state, answers = :answers,
  works = :works, sub_sector = :sub_sector, district = :district, place = :place, rank = :rank, decline = :decline,
  words = :words, first_time = :first_time, submitted_at = :submitted_at, chosen_at = :chosen_at,
  confirm_by = :confirm_by, confirmed_at = :confirmed_at, reminded = :reminded, told_at = :told_at,
  warned_at = :warned_at, checked_in_at = :checked_in_at, asked_at = :asked_at, outcome = :outcome, changed_at = :now
WHERE id = :application_id AND version = :version;

-- name: last_rank
SELECT coalesce(max(rank), 0) AS rank FROM applications WHERE opportunity_id = :opportunity_id AND state = 'waiting';

-- name: above
SELECT * FROM applications WHERE opportunity_id = :opportunity_id AND state = 'waiting' AND rank < :rank
ORDER BY rank DESC, id DESC LIMIT 1;

-- name: of_district
SELECT count(*) AS n FROM applications
WHERE opportunity_id = :opportunity_id AND district = :district AND state NOT IN ('draft', 'withdrawn');

-- name: take_drafts
-- Who waits to be erased is left in peace.
UPDATE applications SET reminded = :reminders, version = version + 1
WHERE reminded < :reminders AND state = 'draft' AND id IN (
  SELECT a.id FROM applications a JOIN opportunities o ON o.id = a.opportunity_id JOIN people p ON p.id = a.person_id
  WHERE a.state = 'draft' AND a.reminded < :reminders AND o.state = 'published' AND o.closes_at > :now
    AND o.closes_at <= :closing_by AND p.erase_at IS NULL
  ORDER BY a.id LIMIT :most)
RETURNING id, opportunity_id, person_id;

-- name: file_of
SELECT m.id FROM inbox i JOIN media m ON m.inbox_id = i.id
WHERE i.contact_id = :contact_id AND i.event = :event ORDER BY m.id LIMIT 1;
