-- name: entered
-- The districts somebody has handed in from.
SELECT DISTINCT district FROM applications
WHERE opportunity_id = :opportunity_id AND state NOT IN ('draft', 'withdrawn') ORDER BY district;

-- name: tie!
-- A request is an objection to the results of an opportunity.
INSERT INTO objections (request_id, opportunity_id) VALUES (:request_id, :opportunity_id) ON CONFLICT DO NOTHING;

-- name: objections
-- The numbers of the objections, in order; nothing of what they say.
SELECT r.year, r.n, r.closed_at FROM objections o JOIN support_requests r ON r.id = o.request_id
WHERE o.opportunity_id = :opportunity_id AND r.hidden = 0 ORDER BY o.request_id LIMIT :most;
