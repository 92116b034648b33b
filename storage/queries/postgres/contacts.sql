-- name: known
-- A contact by its address, with its session and the person it speaks for; its row is locked until the commit.
SELECT c.id, c.channel, c.account, c.chat, c.is_group, c.language, c.profile_name, c.reach, c.last_n, c.last_heard,
  c.declined_at, cp.person_id, s.version AS session_version, s.body AS session_body, s.at AS session_at
FROM addresses a
JOIN contacts c ON c.id = a.contact_id
LEFT JOIN sessions s ON s.contact_id = c.id
LEFT JOIN contact_person cp ON cp.contact_id = c.id AND cp.active = 1
WHERE a.channel = :channel AND a.account = :account AND a.kind = 'chat' AND a.value = :chat AND a.valid_to IS NULL
FOR UPDATE OF c;
