-- name: pace
SELECT slot_us, not_before FROM pace WHERE channel = :channel AND account = :account FOR UPDATE;

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
        AND (e.state = 'sending' OR (e.state = 'queued' AND (e.not_before <= :now OR e.held_until > :now))))
  ORDER BY o.lane, o.not_before, o.id
  LIMIT :most
  FOR UPDATE OF o SKIP LOCKED)
RETURNING id, contact_id, lane, body, body_id, tries, doubts, at,
  (SELECT c.chat FROM contacts c WHERE c.id = outbox.contact_id) AS chat,
  (SELECT c.free_at FROM contacts c WHERE c.id = outbox.contact_id) AS free_at,
  (SELECT c.is_group FROM contacts c WHERE c.id = outbox.contact_id) AS is_group;
