-- name: add
INSERT INTO desk_messages (contact_id, person_id, cause, text, at)
VALUES (:contact_id, :person_id, :cause, :text, :now) RETURNING id;

-- name: of_contact
SELECT id, cause, text, at FROM desk_messages WHERE contact_id = :contact_id ORDER BY id;

-- name: count
SELECT count(*) AS n FROM desk_messages;
