-- name: add
INSERT INTO outbox (channel, account, contact_id, n, lane, state, body, at, not_before, expires_at, done_at)
VALUES (:channel, :account, :contact_id, :n, :lane, :state, :body, :at, :not_before, :expires_at, :done_at)
RETURNING id;

-- name: waiting
-- The unsent rows of a contact in a lane, oldest first.
SELECT id, body FROM outbox WHERE contact_id = :contact_id AND lane = :lane AND state = 'queued' ORDER BY id;

-- name: close!
-- Ends a row that was never sent: superseded, cancelled or expired.
UPDATE outbox SET state = :state, reason = :reason, done_at = :now WHERE id = :outbox_id AND state = 'queued';

-- name: cancel_contact!
UPDATE outbox SET state = 'cancelled', reason = :reason, done_at = :now
WHERE contact_id = :contact_id AND state = 'queued';

-- name: cancel_news!
-- News that wait for any chat of a person, who wants none any more; a chat that speaks for others too keeps them.
UPDATE outbox SET state = 'cancelled', reason = 'stopped', done_at = :now
WHERE (lane = :lane OR announcement_id IS NOT NULL) AND state = 'queued' AND contact_id IN (
  SELECT cp.contact_id FROM contact_person cp WHERE cp.person_id = :person_id AND NOT EXISTS (
    SELECT 1 FROM contact_person o JOIN consents k ON k.person_id = o.person_id
    WHERE o.contact_id = cp.contact_id AND o.person_id <> cp.person_id AND k.purpose = 'alerts'
      AND k.withdrawn_at IS NULL));

-- name: expire!
UPDATE outbox SET state = 'expired', done_at = :now
WHERE channel = :channel AND account = :account AND state = 'queued' AND expires_at <= :now;

-- name: pace
SELECT slot_us, not_before FROM pace WHERE channel = :channel AND account = :account;

-- name: start_pace!
INSERT INTO pace (channel, account, slot_us) VALUES (:channel, :account, :slot_us) ON CONFLICT DO NOTHING;

-- name: take_slots!
UPDATE pace SET slot_us = :slot_us WHERE channel = :channel AND account = :account;

-- name: hush!
-- 429: nothing of this account leaves before.
UPDATE pace SET not_before = CASE WHEN not_before > :not_before THEN not_before ELSE :not_before END
WHERE channel = :channel AND account = :account;

-- name: sending
SELECT count(*) AS n FROM outbox WHERE channel = :channel AND account = :account AND state = 'sending';

-- name: claim
-- The due rows, best lane first; in a lane a contact's rows keep their order, unless one is in a long back-off.
UPDATE outbox SET state = 'sending', holder = :holder, sending_at = :now
WHERE id IN (
  SELECT o.id FROM outbox o JOIN contacts c ON c.id = o.contact_id
  WHERE o.channel = :channel AND o.account = :account AND o.state = 'queued' AND o.not_before <= :now
    AND o.expires_at > :now AND c.free_at <= :free_by
    AND NOT EXISTS (
      SELECT 1 FROM outbox e
      WHERE e.contact_id = o.contact_id AND e.lane = o.lane AND e.id < o.id
        AND e.state IN ('queued', 'sending')
        AND (e.state = 'sending' OR (e.state = 'queued' AND (e.not_before <= :now OR e.held_until > :now))))
  ORDER BY o.lane, o.not_before, o.id
  LIMIT :most)
RETURNING id, contact_id, lane, body, body_id, tries, doubts, at,
  (SELECT c.chat FROM contacts c WHERE c.id = outbox.contact_id) AS chat,
  (SELECT c.free_at FROM contacts c WHERE c.id = outbox.contact_id) AS free_at,
  (SELECT c.is_group FROM contacts c WHERE c.id = outbox.contact_id) AS is_group;

-- name: free_at!
UPDATE contacts SET free_at = :free_at WHERE id = :contact_id;

-- name: next_due
-- When the next row of an account may be due: the first of each lane, so that a long lane is not walked.
SELECT min(at) AS at FROM (
  SELECT min(not_before) AS at FROM outbox
  WHERE channel = :channel AND account = :account AND lane = 0 AND state = 'queued'
  UNION ALL SELECT min(not_before) FROM outbox
  WHERE channel = :channel AND account = :account AND lane = 1 AND state = 'queued'
  UNION ALL SELECT min(not_before) FROM outbox
  WHERE channel = :channel AND account = :account AND lane = 2 AND state = 'queued') AS lanes;

-- name: sent!
UPDATE outbox SET state = 'sent', platform_id = :platform_id, done_at = :now, reason = ''
WHERE id = :outbox_id AND state = 'sending' AND holder = :holder;

-- name: again!
-- Back to the queue, after a refusal (tries) or a doubt (doubts).
UPDATE outbox SET state = 'queued', not_before = :not_before, tries = :tries, doubts = :doubts, reason = :reason,
  held_until = CASE WHEN held_until = 0 THEN :held_until ELSE held_until END
WHERE id = :outbox_id AND state = 'sending' AND holder = :holder;

-- name: end!
-- failed: the platform will not have it. dead: given up.
UPDATE outbox SET state = :state, reason = :reason, tries = :tries, doubts = :doubts, done_at = :now
WHERE id = :outbox_id AND state = 'sending' AND holder = :holder;

-- name: orphans
-- Rows whose holder may be gone.
SELECT id, holder, doubts, tries FROM outbox
WHERE channel = :channel AND account = :account AND state = 'sending' AND holder <> :holder ORDER BY id;

-- name: of_message
-- The row of a message that the platform calls `platform_id`.
SELECT id, n, state FROM outbox WHERE contact_id = :contact_id AND platform_id = :platform_id LIMIT 1;

-- name: depth
SELECT lane, count(*) AS n, min(at) AS oldest FROM outbox WHERE state = 'queued' GROUP BY lane ORDER BY lane;

-- name: counts
SELECT state, count(*) AS n FROM outbox WHERE at >= :since GROUP BY state ORDER BY state;

-- name: transcript
-- A chat's bubbles after number `after`, both ways, in order.
SELECT n, 'bot' AS sender, coalesce((SELECT b.body FROM announcement_bodies b WHERE b.id = outbox.body_id), body) AS body, at
FROM outbox
WHERE contact_id = :contact_id AND n > :after AND state IN ('sent', 'delivered', 'read')
UNION ALL
SELECT n, 'person' AS sender, body, received_at AS at FROM inbox
WHERE contact_id = :contact_id AND n > :after
ORDER BY 1 LIMIT :most;

-- name: adopt!
-- A row whose holder is gone.
UPDATE outbox SET state = :state, doubts = :doubts, not_before = :now, reason = 'interrupted', done_at = :done_at
WHERE id = :outbox_id AND state = 'sending' AND holder = :holder;

-- name: rewrite!
UPDATE outbox SET body = :body WHERE id = :outbox_id AND state = 'queued';

-- name: rows
-- Every row as it stands, oldest first.
SELECT id, contact_id, lane, state, body, tries, doubts, not_before, reason, platform_id, holder FROM outbox
ORDER BY id;
