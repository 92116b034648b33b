-- name: contact!
INSERT INTO contacts (id, channel, account, chat, since, last_heard)
VALUES (:id, :channel, :account, :chat, :at, :at) ON CONFLICT DO NOTHING;

-- name: address!
INSERT INTO addresses (contact_id, channel, account, kind, value, valid_from)
VALUES (:id, :channel, :account, 'chat', :chat, :at) ON CONFLICT DO NOTHING;

-- name: person!
INSERT INTO people (id, number, kind, name, story, district, ward, status, since, last_active)
VALUES (:id, :number, 'person', :name, :story, :district, :ward, 'registered', :at, :at) ON CONFLICT DO NOTHING;

-- name: sub_sector!
INSERT INTO person_sub_sector (person_id, sub_sector, position) VALUES (:id, :sub_sector, 0) ON CONFLICT DO NOTHING;

-- name: link!
INSERT INTO contact_person (contact_id, person_id, active, since) VALUES (:id, :id, 1, :at) ON CONFLICT DO NOTHING;

-- name: consent!
INSERT INTO consents (person_id, contact_id, purpose, version, text, channel, given_at)
VALUES (:id, :id, :purpose, 1, 'rekaan', :channel, :at);

-- name: reach!
UPDATE contacts SET reach = :reach WHERE id = :id;

-- name: highest
-- The highest id in use, and how many people were seeded before.
SELECT coalesce(max(id), 0) AS id, (SELECT count(*) FROM people WHERE number LIKE '%-X%') AS seeded FROM (SELECT max(id) AS id FROM contacts UNION ALL SELECT max(id) FROM people) AS t;
