-- name: caught_up
-- Messages that were written until then and read only afterwards.
SELECT count(*) AS n FROM inbox WHERE received_at >= :until AND at < :until AND at >= :since;

-- name: waiting
-- Messages that were queued until then and are still to be sent.
SELECT count(*) AS n FROM outbox WHERE state = 'queued' AND at < :until AND expires_at > :until;

-- name: due
-- How much should be on its way by now.
SELECT count(*) AS n FROM outbox WHERE state = 'queued' AND not_before <= :now AND expires_at > :now;

-- name: contact_at
-- The contact of an address named without its account.
SELECT a.contact_id FROM addresses a
WHERE a.channel = :channel AND a.kind = 'chat' AND a.value = :chat AND a.valid_to IS NULL ORDER BY a.id DESC LIMIT 1;
