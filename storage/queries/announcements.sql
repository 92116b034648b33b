-- name: add
INSERT INTO announcements (state, texts, audience, urgent, reason, cap, only_of, only_states, at, expires_at, created_by,
  created_at, opportunity_id, poster_id, windowed)
VALUES (:state, :texts, :audience, :urgent, :reason, :cap, :only_of, :only_states, :at, :expires_at, :created_by,
  :now, :opportunity_id, :poster_id, :windowed)
RETURNING id;

-- name: rewrite!
-- A draft with other words, or for others: it is counted anew.
UPDATE announcements SET texts = :texts, audience = :audience, poster_id = :poster_id, cap = :cap, preview = '',
  version = version + 1
WHERE id = :announcement_id AND state = 'draft';

-- name: uncounted
-- Drafts whose audience is still to be counted, oldest first.
SELECT * FROM announcements WHERE state = 'draft' AND preview = '' ORDER BY id LIMIT :most;

-- name: counted!
-- Nothing is written where the draft changed while it was counted.
UPDATE announcements SET preview = :preview
WHERE id = :announcement_id AND state = 'draft' AND version = :version AND preview = '';

-- name: schedule!
UPDATE announcements SET state = 'scheduled', at = :at, expires_at = :expires_at, urgent = :urgent, reason = :reason,
  cap = :cap, windowed = :windowed, version = version + 1
WHERE id = :announcement_id AND state = 'draft';

-- name: held!
UPDATE announcements SET held = :held WHERE id = :announcement_id;

-- name: watch!
UPDATE announcements SET watcher_id = :contact_id, watch_n = :n WHERE id = :announcement_id;

-- name: watched
-- Those somebody looks at.
SELECT * FROM announcements WHERE watcher_id IS NOT NULL ORDER BY id;

-- name: bubble
-- How a bubble of a chat went out.
SELECT state, platform_id FROM outbox WHERE contact_id = :contact_id AND n = :n ORDER BY id DESC LIMIT 1;

-- name: latest
-- The newest ones, drafts among them.
SELECT * FROM announcements WHERE state <> 'cancelled' OR started_at IS NOT NULL ORDER BY id DESC LIMIT :most;

-- name: of_person
-- What became of one for each chat of a person, the chat last heard of first. +: SQLite else reads all it went to.
SELECT c.id AS contact_id, r.reason, r.at, o.state, o.reason AS said, o.done_at, o.doubts
FROM contact_person cp
  JOIN contacts c ON c.id = cp.contact_id
  LEFT JOIN announcement_recipients r ON r.contact_id = c.id AND r.announcement_id = :announcement_id
  LEFT JOIN outbox o ON o.contact_id = c.id AND +o.announcement_id = :announcement_id
WHERE cp.person_id = :person_id ORDER BY c.last_heard DESC, c.id;

-- name: tap!
-- The first time somebody opens what an announcement shows.
UPDATE announcement_recipients SET tapped_at = :now
WHERE announcement_id = :announcement_id AND contact_id = :contact_id AND tapped_at IS NULL;

-- name: taps
SELECT count(*) AS n FROM announcement_recipients WHERE announcement_id = :announcement_id AND tapped_at IS NOT NULL;

-- name: lock
-- The writer of SQLite is alone anyway; PostgreSQL locks the row.
SELECT id FROM announcements WHERE id = :announcement_id;

-- name: by_id
SELECT * FROM announcements WHERE id = :announcement_id;

-- name: open
-- What is to begin, or under way, urgent first, then first come, first served; of those given up, where somebody is
-- not in the ledger yet.
SELECT * FROM announcements
WHERE (state IN ('scheduled', 'running', 'paused') OR (state = 'cancelled' AND filled = 0)) AND at <= :now
ORDER BY urgent DESC, at, id;

-- name: turn!
-- From one of some states to another; nothing where it is in none of them. One given up is looked at until nothing of
-- it is on its way.
UPDATE announcements SET state = :state, version = version + 1,
  started_at = CASE WHEN :state = 'running' THEN coalesce(started_at, :now) ELSE started_at END,
  ended_at = CASE WHEN :state IN ('done', 'cancelled') THEN :now ELSE ended_at END,
  filled = CASE WHEN :state = 'cancelled' THEN 0 ELSE filled END
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

-- name: fill_alone
-- The writer of SQLite is alone anyway; on PostgreSQL nobody else adds to anybody's week before the commit.
SELECT 1 AS alone;

-- name: recipients!
-- Writes into the ledger whom of some contacts it is for.
INSERT INTO announcement_recipients (announcement_id, contact_id, person_id, reason, at)
SELECT x.announcement_id, x.contact_id, x.person_id, x.reason, :now FROM (
-- include: audience
) AS x;

-- name: preview
-- How many of some contacts it would reach, by channel, or leave out, by reason.
SELECT x.channel, x.reason, count(*) AS n FROM (
-- include: audience
) AS x GROUP BY x.channel, x.reason ORDER BY x.channel, x.reason;

-- name: number!
-- Everyone who gets it has one more bubble.
UPDATE contacts SET last_n = last_n + 1
WHERE id IN (SELECT contact_id FROM announcement_recipients
  WHERE announcement_id = :announcement_id AND contact_id > :after AND contact_id <= :upto AND reason = '');

-- name: unwanted!
-- Who said BERHENTI meanwhile: PostgreSQL has waited at `number` for its turn.
UPDATE announcement_recipients SET reason = 'no_consent'
WHERE announcement_id = :announcement_id AND contact_id > :after AND contact_id <= :upto AND reason = ''
  AND NOT EXISTS (SELECT 1 FROM consents k
    WHERE k.person_id = announcement_recipients.person_id AND k.purpose = 'alerts' AND k.withdrawn_at IS NULL);

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

-- name: count_later!
-- What waited counts for the week in which it leaves.
UPDATE announcement_recipients SET at = :now
WHERE announcement_id = :announcement_id AND at < :now AND contact_id IN (
  SELECT o.contact_id FROM outbox o WHERE o.announcement_id = :announcement_id AND o.state = 'queued');

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

-- name: count_urgent_alone
-- The writer of SQLite is alone anyway; on PostgreSQL nobody else counts or adds urgent ones before the commit.
SELECT 1 AS alone;

-- name: urgent
-- When the urgent ones between two moments began, or are to begin; drafts, and what was given up before, are none.
SELECT coalesce(started_at, at) AS at FROM announcements
WHERE urgent = 1 AND (started_at IS NOT NULL OR state IN ('scheduled', 'missed'))
  AND coalesce(started_at, at) > :after AND coalesce(started_at, at) < :before
ORDER BY 1;

-- name: tie!
INSERT INTO outlets (contact_id, name, tied_by, at) VALUES (:contact_id, :name, :tied_by, :now) ON CONFLICT DO NOTHING;

-- name: untie!
DELETE FROM outlets WHERE contact_id = :contact_id;

-- name: lost_posts
-- What an outlet would not take, and nobody was told of. CROSS: SQLite begins with the few outlets.
SELECT x.id, x.contact_id, x.n, o.name FROM outlets o CROSS JOIN outbox x
  LEFT JOIN schedule s ON s.name = :told AND s.due = x.id
WHERE x.contact_id = o.contact_id AND x.state IN ('failed', 'dead', 'expired', 'cancelled') AND s.due IS NULL ORDER BY x.id LIMIT :most;

-- name: outlets
SELECT contact_id, name FROM outlets ORDER BY at, contact_id;
