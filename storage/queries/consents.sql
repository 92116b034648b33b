-- name: give!
INSERT INTO consents (person_id, contact_id, purpose, version, text, channel, given_at)
VALUES (:person_id, :contact_id, :purpose, :version, :text, :channel, :now);

-- name: withdraw!
UPDATE consents SET withdrawn_at = :now
WHERE person_id = :person_id AND purpose = :purpose AND withdrawn_at IS NULL;

-- name: of_person
SELECT purpose, version, text, channel, given_at, withdrawn_at FROM consents
WHERE person_id = :person_id ORDER BY given_at, id;
