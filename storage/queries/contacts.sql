-- name: lock
-- Locks a contact by its address until the commit; SQLite has one writer.
SELECT 1 AS locked;

-- name: known
-- A contact by its address, with its session and the person it speaks for.
SELECT c.id, c.channel, c.account, c.chat, c.is_group, c.language, c.profile_name, c.reach, c.last_n, c.last_heard,
  c.declined_at, cp.person_id, s.version AS session_version, s.body AS session_body, s.at AS session_at
FROM addresses a
JOIN contacts c ON c.id = a.contact_id
LEFT JOIN sessions s ON s.contact_id = c.id
LEFT JOIN contact_person cp ON cp.contact_id = c.id AND cp.active = 1
WHERE a.channel = :channel AND a.account = :account AND a.kind = 'chat' AND a.value = :chat AND a.valid_to IS NULL;

-- name: by_id
SELECT c.id, c.channel, c.account, c.chat, c.is_group, c.language, c.profile_name, c.reach, c.last_n, c.last_heard,
  c.declined_at, cp.person_id
FROM contacts c
LEFT JOIN contact_person cp ON cp.contact_id = c.id AND cp.active = 1
WHERE c.id = :contact_id;

-- name: of_person
-- The contacts that speak for a person, the one last heard first.
SELECT c.id, c.channel, c.account, c.chat, c.is_group, c.language, c.profile_name, c.reach, c.last_n, c.last_heard,
  c.declined_at, cp.person_id
FROM contact_person cp
JOIN contacts c ON c.id = cp.contact_id
WHERE cp.person_id = :person_id
ORDER BY c.last_heard DESC, c.id;

-- name: add
INSERT INTO contacts (channel, account, chat, is_group, language, profile_name, since)
VALUES (:channel, :account, :chat, :is_group, :language, :profile_name, :now)
RETURNING id;

-- name: add_address
-- Nothing comes back where another turn was first.
INSERT INTO addresses (contact_id, channel, account, kind, value, valid_from)
VALUES (:contact_id, :channel, :account, 'chat', :value, :now)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: drop!
DELETE FROM contacts WHERE id = :contact_id;

-- name: heard!
-- After a turn: how many bubbles there are, and what is known of the contact.
UPDATE contacts SET last_n = :last_n, last_heard = :last_heard, profile_name = :profile_name, language = :language,
  reach = 'active'
WHERE id = :contact_id;

-- name: count_bubble
-- One more bubble outside a turn; its number.
UPDATE contacts SET last_n = last_n + 1 WHERE id = :contact_id RETURNING last_n;

-- name: reach!
UPDATE contacts SET reach = :reach WHERE id = :contact_id;

-- name: declined!
UPDATE contacts SET declined_at = :at WHERE id = :contact_id;

-- name: rename!
-- A chat that the platform moved (a group that became a supergroup).
UPDATE contacts SET chat = :chat WHERE id = :contact_id;

-- name: close_addresses!
UPDATE addresses SET valid_to = :now WHERE contact_id = :contact_id AND valid_to IS NULL;
