-- name: rhythm
SELECT rhythm FROM alert_rhythms WHERE person_id = :person_id;

-- name: set_rhythm!
INSERT INTO alert_rhythms (person_id, rhythm, at) VALUES (:person_id, :rhythm, :now)
ON CONFLICT (person_id) DO UPDATE SET rhythm = excluded.rhythm, at = excluded.at;

-- name: forget_rhythm!
DELETE FROM alert_rhythms WHERE person_id = :person_id;

-- name: running
SELECT id, kind, due, opportunity_id, state, at, expires_at, cursor FROM alert_rounds
WHERE state = 'running' ORDER BY id LIMIT 1;

-- name: weekly
-- The weekly round of a moment.
SELECT state FROM alert_rounds WHERE kind = 'weekly' AND due = :due;

-- name: any_before
SELECT id FROM alert_rounds WHERE kind = 'weekly' AND due < :due LIMIT 1;

-- name: next_each
-- The oldest news that those who want every one were not told of yet.
SELECT o.id FROM opportunities o
WHERE o.state = 'published' AND (o.closes_at IS NULL OR o.closes_at > :now) AND NOT EXISTS (
  SELECT 1 FROM alert_rounds r WHERE r.opportunity_id = o.id AND r.kind = 'each')
ORDER BY o.published_at, o.id LIMIT 1;

-- name: next_last
-- What closes first of what closes before the next summary.
SELECT o.id FROM opportunities o
WHERE o.state = 'published' AND o.closes_at > :now AND o.closes_at <= :summary AND NOT EXISTS (
  SELECT 1 FROM alert_rounds r WHERE r.opportunity_id = o.id AND r.kind = 'last')
ORDER BY o.closes_at, o.id LIMIT 1;

-- name: begin
-- Nothing comes back where it has begun already.
INSERT INTO alert_rounds (kind, due, opportunity_id, state, at, expires_at)
VALUES (:kind, :due, :opportunity_id, :state, :at, :expires_at)
ON CONFLICT DO NOTHING RETURNING id;

-- name: offer!
INSERT INTO alert_round_offers (round_id, opportunity_id, sub_sectors, districts, kinds, levels, without_sub_sectors,
  without_districts, without_kinds)
VALUES (:round_id, :opportunity_id, :sub_sectors, :districts, :kinds, :levels, :without_sub_sectors, :without_districts,
  :without_kinds);

-- name: turn!
UPDATE alert_rounds SET state = :state WHERE id = :round_id AND state = 'running';

-- name: move!
-- Past a slice; nothing where another process was first.
UPDATE alert_rounds SET cursor = :upto WHERE id = :round_id AND cursor = :after AND state = 'running';

-- name: tell!
-- Whom of some contacts a round is for, and of what: who wants alerts so often, has no newer chat, has not had the most
-- of a week on this chat, and was not told of it, by an announcement either,
-- nor applied for it. `bot.core.fitting` says the same of who fits.
-- CROSS JOIN: SQLite would begin with everybody registered, at every slice.
INSERT INTO alert_told (person_id, opportunity_id, contact_id, round_id)
WITH able AS MATERIALIZED (
  SELECT c.id AS contact_id, p.id AS person_id, p.district, p.kind
  FROM contacts c CROSS JOIN contact_person cp CROSS JOIN people p
    LEFT JOIN alert_rhythms h ON h.person_id = p.id
  WHERE cp.contact_id = c.id AND p.id = cp.person_id AND c.id > :after AND c.id <= :upto AND c.is_group = 0 AND c.reach = 'active'
    AND :accounts LIKE '%,' || c.channel || ':' || c.account || ',%'
    AND p.status = 'registered' AND p.erase_at IS NULL
    AND :rhythms LIKE '%,' || coalesce(h.rhythm, 'weekly') || ',%'
    AND (coalesce(h.rhythm, 'weekly') <> 'monthly' OR NOT EXISTS (
      SELECT 1 FROM alert_told m JOIN alert_rounds mr ON mr.id = m.round_id
      WHERE m.person_id = p.id AND mr.kind = 'weekly' AND mr.at > :month_ago))
    AND EXISTS (SELECT 1 FROM consents k WHERE k.person_id = p.id AND k.purpose = 'alerts' AND k.withdrawn_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM contact_person o JOIN contacts oc ON oc.id = o.contact_id
      WHERE o.person_id = p.id AND oc.id <> c.id AND oc.reach = 'active' AND oc.is_group = 0
        AND :accounts LIKE '%,' || oc.channel || ':' || oc.account || ',%'
        AND (o.since, o.contact_id) > (cp.since, cp.contact_id))
    AND (SELECT count(*) FROM announcement_recipients w JOIN announcements u ON u.id = w.announcement_id
        WHERE w.contact_id = c.id AND w.reason = '' AND w.at > :week_ago AND u.urgent = 0)
      + (SELECT count(*) FROM alerts l WHERE l.contact_id = c.id AND l.at > :week_ago) < :most_a_week
)
SELECT a.person_id, f.opportunity_id, a.contact_id, f.round_id
FROM able a
  JOIN alert_round_offers f ON f.round_id = :round_id
  JOIN opportunities o ON o.id = f.opportunity_id
WHERE o.state = 'published' AND (o.closes_at IS NULL OR o.closes_at > :now)
  AND (f.districts = '' OR f.districts LIKE '%,' || a.district || ',%')
  AND (f.kinds = '' OR f.kinds LIKE '%,' || a.kind || ',%')
  AND (f.levels = '' OR f.levels LIKE '%,' || CASE WHEN EXISTS (SELECT 1 FROM applications h
    WHERE h.person_id = a.person_id AND h.state = 'confirmed') THEN 'served' ELSE 'new' END || ',%')
  AND (f.without_districts = '' OR f.without_districts NOT LIKE '%,' || a.district || ',%')
  AND (f.without_kinds = '' OR f.without_kinds NOT LIKE '%,' || a.kind || ',%')
  AND (f.sub_sectors = '' OR EXISTS (SELECT 1 FROM person_sub_sector s
    WHERE s.person_id = a.person_id AND f.sub_sectors LIKE '%,' || s.sub_sector || ',%'))
  AND (f.without_sub_sectors = '' OR NOT EXISTS (SELECT 1 FROM person_sub_sector s
    WHERE s.person_id = a.person_id AND f.without_sub_sectors LIKE '%,' || s.sub_sector || ',%'))
  AND NOT EXISTS (SELECT 1 FROM alert_told t WHERE t.person_id = a.person_id AND t.opportunity_id = f.opportunity_id)
  AND NOT EXISTS (SELECT 1 FROM alert_told t WHERE t.contact_id = a.contact_id AND t.opportunity_id = f.opportunity_id)
  AND NOT EXISTS (SELECT 1 FROM announcement_recipients w JOIN announcements u ON u.id = w.announcement_id
    WHERE w.contact_id = a.contact_id AND w.reason = '' AND u.opportunity_id = f.opportunity_id)
  AND NOT EXISTS (SELECT 1 FROM applications x
    WHERE x.person_id = a.person_id AND x.opportunity_id = f.opportunity_id AND x.state <> 'draft');

-- name: number!
-- Every chat that is told has one more bubble.
UPDATE contacts SET last_n = last_n + 1
WHERE id IN (SELECT t.contact_id FROM alert_told t
  WHERE t.round_id = :round_id AND t.contact_id > :after AND t.contact_id <= :upto);

-- name: unwanted!
-- Who said BERHENTI meanwhile is told nothing: PostgreSQL has waited at `number` for its turn.
DELETE FROM alert_told
WHERE round_id = :round_id AND contact_id > :after AND contact_id <= :upto AND NOT EXISTS (
  SELECT 1 FROM consents k WHERE k.person_id = alert_told.person_id AND k.purpose = 'alerts' AND k.withdrawn_at IS NULL);

-- name: note!
-- One copy a chat, however many people share it.
INSERT INTO alerts (round_id, contact_id, n, at)
SELECT :round_id, c.id, c.last_n, :at FROM contacts c
WHERE c.id IN (SELECT t.contact_id FROM alert_told t
  WHERE t.round_id = :round_id AND t.contact_id > :after AND t.contact_id <= :upto);

-- name: told
-- What each chat of a slice is to read.
SELECT DISTINCT t.contact_id, t.opportunity_id, a.n, c.channel, c.account, c.language
FROM alert_told t
  JOIN alerts a ON a.round_id = t.round_id AND a.contact_id = t.contact_id
  JOIN contacts c ON c.id = t.contact_id
WHERE t.round_id = :round_id AND t.contact_id > :after AND t.contact_id <= :upto
ORDER BY t.contact_id, t.opportunity_id;

-- name: queue!
INSERT INTO outbox (channel, account, contact_id, n, lane, state, body, at, not_before, expires_at, done_at)
VALUES (:channel, :account, :contact_id, :n, :lane, :state, :body, :at, :at, :expires_at, :done_at);

-- name: waiting
-- How many rows of an account wait to be sent that no announcement has, so many at most.
SELECT count(*) AS n FROM (
  SELECT 1 FROM outbox
  WHERE channel = :channel AND account = :account AND lane = :lane AND state = 'queued' AND announcement_id IS NULL
  LIMIT :most) AS rows_ahead;

-- name: hold!
-- What has not left when the window closes leaves when it opens again.
UPDATE outbox SET not_before = :opens
WHERE state = 'queued' AND lane = :lane AND not_before < :opens
  AND EXISTS (SELECT 1 FROM alerts a WHERE a.contact_id = outbox.contact_id AND a.n = outbox.n);

-- name: count_later!
-- What is held counts for the week in which it leaves.
UPDATE alerts SET at = :opens WHERE at < :opens AND (round_id, contact_id) IN (
  SELECT a.round_id, a.contact_id FROM outbox q JOIN alerts a ON a.contact_id = q.contact_id AND a.n = q.n
  WHERE q.state = 'queued' AND q.lane = :lane AND q.not_before = :opens);

-- name: over
-- Messages of an account that wait, and tell of what will not be open at a moment; none that may have left.
SELECT DISTINCT q.id AS outbox_id, a.round_id, r.kind, a.contact_id
FROM outbox q
  JOIN alerts a ON a.contact_id = q.contact_id AND a.n = q.n
  JOIN alert_rounds r ON r.id = a.round_id
  JOIN alert_told t ON t.round_id = a.round_id AND t.contact_id = a.contact_id
  JOIN opportunities o ON o.id = t.opportunity_id
WHERE q.channel = :channel AND q.account = :account AND q.lane = :lane AND q.state = 'queued'
  AND q.announcement_id IS NULL AND q.doubts = 0 AND (o.state <> 'published' OR o.closes_at <= :at)
ORDER BY q.id LIMIT :most;

-- name: untell!
-- Of what is over nobody was told, should it be open again.
DELETE FROM alert_told WHERE round_id = :round_id AND contact_id = :contact_id AND opportunity_id IN (
  SELECT o.id FROM opportunities o WHERE o.state <> 'published' OR o.closes_at <= :at);

-- name: unsend!
-- A message that never left counts for no week.
DELETE FROM alerts WHERE round_id = :round_id AND contact_id = :contact_id;

-- name: count
-- How many chats a round told.
SELECT count(*) AS n FROM alerts WHERE round_id = :round_id;
