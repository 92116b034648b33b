-- name: add
INSERT INTO announcements (state, texts, audience, urgent, reason, cap, only_of, only_states, at, expires_at, created_by,
  created_at)
VALUES ('scheduled', :texts, :audience, :urgent, :reason, :cap, :only_of, :only_states, :at, :expires_at, :created_by,
  :now)
RETURNING id;

-- name: by_id
SELECT * FROM announcements WHERE id = :announcement_id;

-- name: open
-- What is to begin, or under way, urgent first, then first come, first served; of those given up, where somebody is
-- not in the ledger yet.
SELECT * FROM announcements
WHERE (state IN ('scheduled', 'running', 'paused') OR (state = 'cancelled' AND filled = 0)) AND at <= :now
ORDER BY urgent DESC, at, id;

-- name: turn!
-- From one of some states to another; nothing where it is in none of them.
UPDATE announcements SET state = :state, version = version + 1,
  started_at = CASE WHEN :state = 'running' THEN coalesce(started_at, :now) ELSE started_at END,
  ended_at = CASE WHEN :state IN ('done', 'cancelled') THEN :now ELSE ended_at END
WHERE id = :announcement_id AND :states LIKE '%,' || state || ',%';

-- name: go_on
-- Those that could not begin in time, and are still worth something, begin now.
UPDATE announcements SET state = 'scheduled', at = :now, version = version + 1
WHERE state = 'missed' AND expires_at > :now RETURNING id;

-- name: body!
INSERT INTO announcement_bodies (announcement_id, language, channel, body)
VALUES (:announcement_id, :language, :channel, :body) ON CONFLICT DO NOTHING;

-- name: body_by_id
SELECT body FROM announcement_bodies WHERE id = :body_id;

-- name: ahead
-- How many rows wait to be sent.
SELECT count(*) AS n FROM outbox WHERE announcement_id = :announcement_id AND state = 'queued';

-- name: upto
-- The last of the next contacts to look at; NULL: there are no more.
SELECT max(id) AS id FROM (SELECT id FROM contacts WHERE id > :after ORDER BY id LIMIT :most) AS next_ones;

-- name: recipients!
-- Writes into the ledger whom of some contacts it is for, and why one of them gets nothing. Of the people a chat speaks
-- for the first counts who fits, wants announcements and has no newer chat: so each chat, and each person, has one copy.
-- CROSS and +: else SQLite looks at all people, and at all of an earlier one, for each slice.
INSERT INTO announcement_recipients (announcement_id, contact_id, person_id, reason, at)
SELECT f.announcement_id, f.contact_id, f.person_id,
  CASE WHEN :accounts NOT LIKE '%,' || f.channel || ':' || f.account || ',%' THEN 'no_channel'
    WHEN f.reach <> 'active' THEN 'unreachable'
    WHEN f.wants = 0 THEN 'no_consent'
    WHEN f.newest = 0 OR EXISTS (SELECT 1 FROM announcement_recipients d
      WHERE d.announcement_id = f.announcement_id AND d.person_id = f.person_id AND d.reason = '') THEN 'other_chat'
    WHEN :cap > 0 AND (SELECT count(*) FROM announcement_recipients w
      WHERE w.contact_id = f.contact_id AND w.reason = '' AND w.at > :week_ago) >= :cap THEN 'cap'
    ELSE '' END,
  :now
FROM (
  SELECT g.*, row_number() OVER (PARTITION BY g.contact_id ORDER BY g.wants DESC, g.newest DESC, g.active DESC,
    g.person_id) AS place
  FROM (
    SELECT a.id AS announcement_id, c.id AS contact_id, c.channel, c.account, c.reach, p.id AS person_id, cp.active,
      CASE WHEN EXISTS (SELECT 1 FROM consents k WHERE k.person_id = p.id AND k.purpose = 'alerts'
        AND k.withdrawn_at IS NULL) THEN 1 ELSE 0 END AS wants,
      CASE WHEN EXISTS (SELECT 1 FROM contact_person o JOIN contacts oc ON oc.id = o.contact_id
        WHERE o.person_id = p.id AND oc.id <> c.id AND oc.reach = 'active' AND oc.is_group = 0
          AND :accounts LIKE '%,' || oc.channel || ':' || oc.account || ',%'
          AND (o.since, o.contact_id) > (cp.since, cp.contact_id)) THEN 0 ELSE 1 END AS newest
    FROM announcements a CROSS JOIN contacts c CROSS JOIN contact_person cp CROSS JOIN people p
    WHERE a.id = :announcement_id AND c.id > :after AND c.id <= :upto AND c.is_group = 0 AND cp.contact_id = c.id
      AND p.id = cp.person_id AND p.status = 'registered' AND p.erase_at IS NULL
      AND (:sub_sectors = '' OR EXISTS (SELECT 1 FROM person_sub_sector s
        WHERE s.person_id = p.id AND :sub_sectors LIKE '%,' || s.sub_sector || ',%'))
      AND (:districts = '' OR :districts LIKE '%,' || p.district || ',%')
      AND (:kinds = '' OR :kinds LIKE '%,' || p.kind || ',%')
      AND (:without_sub_sectors = '' OR NOT EXISTS (SELECT 1 FROM person_sub_sector s
        WHERE s.person_id = p.id AND :without_sub_sectors LIKE '%,' || s.sub_sector || ',%'))
      AND (:without_districts = '' OR :without_districts NOT LIKE '%,' || p.district || ',%')
      AND (:without_kinds = '' OR :without_kinds NOT LIKE '%,' || p.kind || ',%')
      AND (a.only_of IS NULL OR EXISTS (SELECT 1 FROM outbox x
        WHERE x.contact_id = c.id AND +x.announcement_id = a.only_of AND :only_states LIKE '%,' || x.state || ',%'))
  ) g
) f
WHERE f.place = 1;

-- name: number!
-- Everyone who gets it has one more bubble.
UPDATE contacts SET last_n = last_n + 1
WHERE id IN (SELECT contact_id FROM announcement_recipients
  WHERE announcement_id = :announcement_id AND contact_id > :after AND contact_id <= :upto AND reason = '');

-- name: queue!
-- Their rows, without words of their own. Where the commit delivers (`instant`), they are there with it.
INSERT INTO outbox (channel, account, contact_id, n, lane, state, body, at, not_before, expires_at, done_at, body_id,
  announcement_id)
SELECT c.channel, c.account, c.id, c.last_n, :lane,
  CASE WHEN :instant LIKE '%,' || c.channel || ',%' THEN 'sent' ELSE 'queued' END,
  '', r.at, :not_before, :expires_at, CASE WHEN :instant LIKE '%,' || c.channel || ',%' THEN r.at END, b.id,
  r.announcement_id
FROM announcement_recipients r
  JOIN contacts c ON c.id = r.contact_id
  JOIN announcement_bodies b ON b.announcement_id = r.announcement_id AND b.language = c.language AND b.channel = c.channel
WHERE r.announcement_id = :announcement_id AND r.contact_id > :after AND r.contact_id <= :upto AND r.reason = ''
ORDER BY c.id;

-- name: cancel_recipients!
-- Nobody else gets a cancelled one.
UPDATE announcement_recipients SET reason = 'cancelled'
WHERE announcement_id = :announcement_id AND contact_id > :after AND contact_id <= :upto AND reason = '';

-- name: move!
UPDATE announcements SET cursor = :upto WHERE id = :announcement_id;

-- name: filled!
UPDATE announcements SET filled = 1 WHERE id = :announcement_id;

-- name: hold!
-- Rows of a paused one leave after it goes on; also those that came back from a refusal.
UPDATE outbox SET not_before = :never
WHERE announcement_id = :announcement_id AND state = 'queued' AND not_before < :never;

-- name: release!
UPDATE outbox SET not_before = :not_before
WHERE announcement_id = :announcement_id AND state = 'queued' AND not_before >= :never;

-- name: drop!
UPDATE outbox SET state = 'cancelled', reason = 'cancelled', done_at = :now
WHERE announcement_id = :announcement_id AND state = 'queued';

-- name: states
SELECT state, count(*) AS n FROM outbox WHERE announcement_id = :announcement_id GROUP BY state ORDER BY state;

-- name: under_way
SELECT count(*) AS n FROM outbox WHERE announcement_id = :announcement_id AND state IN ('queued', 'sending');

-- name: reasons
-- Why chats were left out.
SELECT reason, count(*) AS n FROM announcement_recipients
WHERE announcement_id = :announcement_id GROUP BY reason ORDER BY reason;

-- name: failures
-- Why the platform would not have it, by its words.
SELECT reason, count(*) AS n FROM outbox
WHERE announcement_id = :announcement_id AND state IN ('failed', 'dead', 'expired', 'cancelled')
GROUP BY reason ORDER BY n DESC, reason LIMIT :most;

-- name: doubts
SELECT coalesce(sum(doubts), 0) AS n FROM outbox WHERE announcement_id = :announcement_id AND doubts > 0;

-- name: why
-- What became of one for a contact.
SELECT r.reason, r.at, o.state, o.reason AS said, o.done_at, o.doubts
FROM announcement_recipients r
  LEFT JOIN outbox o ON o.contact_id = r.contact_id AND o.announcement_id = r.announcement_id
WHERE r.announcement_id = :announcement_id AND r.contact_id = :contact_id;

-- name: urgent_since
SELECT count(*) AS n FROM announcements WHERE urgent = 1 AND started_at IS NOT NULL AND started_at > :since;
