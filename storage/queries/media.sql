-- name: want
INSERT INTO media (contact_id, person_id, inbox_id, kind, ref, name, mime, size, state, reason, not_before, at)
VALUES (:contact_id, :person_id, :inbox_id, :kind, :ref, :name, :mime, :size, :state, :reason, :now, :now)
RETURNING id;

-- name: wanted
-- What is to be fetched now.
SELECT m.id, m.contact_id, m.kind, m.ref, m.name, m.mime, m.size, m.tries, c.channel, c.account, c.language
FROM media m JOIN contacts c ON c.id = m.contact_id
WHERE m.state = 'wanted' AND m.not_before <= :now AND c.channel = :channel ORDER BY m.not_before, m.id LIMIT :most;

-- name: settle!
UPDATE media SET state = :state, reason = :reason, sha256 = :sha256, shown = :shown, mime = :mime, size = :size
WHERE id = :media_id AND state = 'wanted';

-- name: later!
UPDATE media SET tries = tries + 1, not_before = :not_before WHERE id = :media_id AND state = 'wanted';

-- name: used
-- Files and bytes kept of a contact.
SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes FROM media
WHERE contact_id = :contact_id AND state IN ('kept', 'wanted');

-- name: of_contact
SELECT id, kind, name, mime, size, state, reason, sha256, shown, at FROM media WHERE contact_id = :contact_id ORDER BY id;

-- name: by_id
SELECT id, contact_id, kind, name, mime, size, state, sha256, shown FROM media WHERE id = :media_id;

-- name: still_used
SELECT count(*) AS n FROM media WHERE (sha256 = :sha256 OR shown = :sha256) AND state = 'kept';

-- name: platform_id
SELECT platform_id FROM media_sent WHERE sha256 = :sha256 AND channel = :channel AND account = :account;

-- name: remember!
INSERT INTO media_sent (sha256, channel, account, platform_id) VALUES (:sha256, :channel, :account, :platform_id)
ON CONFLICT (sha256, channel, account) DO UPDATE SET platform_id = excluded.platform_id;

-- name: others
-- What is kept of a contact, and of whoever it speaks for, beside the file in question. Posters are nobody's works.
SELECT count(*) AS files, coalesce(sum(m.size), 0) AS bytes FROM media m
WHERE m.state = 'kept' AND m.id <> :media_id
  AND NOT EXISTS (SELECT 1 FROM opportunities p WHERE p.poster_id IN (m.id, :media_id)) AND m.contact_id IN (
  SELECT :contact_id
  UNION SELECT o.contact_id FROM contact_person cp JOIN contact_person o ON o.person_id = cp.person_id
  WHERE cp.contact_id = :contact_id AND cp.active = 1);

-- name: wanted_refs
SELECT ref FROM media WHERE state = 'wanted';

-- name: kept
SELECT kind, name, mime, sha256, shown FROM media WHERE id = :media_id AND state = 'kept';

-- name: kept_as
SELECT kind, name, mime, sha256, shown FROM media WHERE sha256 = :sha256 AND state = 'kept' ORDER BY id DESC LIMIT 1;

-- name: kept_after
SELECT id, sha256, shown FROM media WHERE id > :after AND state = 'kept' ORDER BY id LIMIT :most;
