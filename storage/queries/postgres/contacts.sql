-- name: lock
-- Locks a contact by its address until the commit.
SELECT c.id FROM addresses a JOIN contacts c ON c.id = a.contact_id
WHERE a.channel = :channel AND a.account = :account AND a.kind = 'chat' AND a.value = :chat AND a.valid_to IS NULL
FOR UPDATE OF c;
