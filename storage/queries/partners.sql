-- name: list
SELECT id, code, helix, name, kinds, sub_sectors, address, addressee, active, version FROM partners ORDER BY id;

-- name: by_id
SELECT id, code, helix, name, kinds, sub_sectors, address, addressee, active, version FROM partners WHERE id = :partner_id;

-- name: busy
-- How much each body has before it.
SELECT partner_id, count(*) AS n FROM referrals WHERE state IN ('asked', 'agreed', 'sent', 'accepted')
GROUP BY partner_id;

-- name: add
-- Nothing comes back where there is one of that name, or of that code.
INSERT INTO partners (code, helix, name, kinds, sub_sectors, address, addressee)
VALUES (:code, :helix, :name, :kinds, :sub_sectors, :address, :addressee) ON CONFLICT DO NOTHING RETURNING id;

-- name: save!
UPDATE partners SET helix = :helix, name = :name, kinds = :kinds, sub_sectors = :sub_sectors, address = :address,
  addressee = :addressee, active = :active, version = version + 1
WHERE id = :partner_id AND version = :version;

-- name: ask
-- Nothing comes back where the same body already has, or is about to get, this request.
INSERT INTO referrals (request_id, partner_id, state, asked_at) VALUES (:request_id, :partner_id, 'asked', :now)
ON CONFLICT DO NOTHING RETURNING id;

-- name: referral
SELECT r.*, p.name AS partner, p.helix FROM referrals r JOIN partners p ON p.id = r.partner_id
WHERE r.id = :referral_id;

-- name: of_request
SELECT r.*, p.name AS partner, p.helix FROM referrals r JOIN partners p ON p.id = r.partner_id
WHERE r.request_id = :request_id ORDER BY r.id;

-- name: save_referral!
UPDATE referrals SET state = :state, consent = :consent, consent_at = :consent_at, sent_at = :sent_at,
  ask_again_at = :ask_again_at, accepted_at = :accepted_at, accepted_for = :accepted_for, unable_at = :unable_at,
  reason = :reason, better_address = :better_address, done_at = :done_at, version = version + 1
WHERE id = :referral_id AND version = :version;

-- name: waiting
-- Partners whose time is over.
SELECT r.id, r.request_id, r.partner_id, r.sent_at, r.ask_again_at, p.name AS partner, p.helix
FROM referrals r JOIN partners p ON p.id = r.partner_id
WHERE r.state IN ('sent', 'accepted') AND r.ask_again_at <= :now ORDER BY r.ask_again_at, r.id LIMIT :most;
