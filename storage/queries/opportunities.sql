-- name: add
-- Nothing comes back where the code is taken.
INSERT INTO opportunities (code, kind, state, offer, poster_id, closes_at, proposed_by, created_by, created_at, changed_at)
VALUES (:code, :kind, 'draft', :offer, :poster_id, :closes_at, :proposed_by, :created_by, :now, :now)
ON CONFLICT DO NOTHING RETURNING id;

-- name: by_id
SELECT id, code, state, version, offer, poster_id, closes_at, proposed_by, created_by, submitted_by, approved_by,
  fee_approved_by, reason, results, created_at, changed_at, published_at, ended_at, results_at
FROM opportunities WHERE id = :opportunity_id;

-- name: by_code
SELECT id, code, state, version, offer, poster_id, closes_at, proposed_by, created_by, submitted_by, approved_by,
  fee_approved_by, reason, results, created_at, changed_at, published_at, ended_at, results_at
FROM opportunities WHERE code = :code;

-- name: open_at
SELECT id, code, state, version, offer, poster_id, closes_at, proposed_by, created_by, submitted_by, approved_by,
  fee_approved_by, reason, results, created_at, changed_at, published_at, ended_at, results_at
FROM opportunities WHERE state = 'published' AND (closes_at IS NULL OR closes_at > :now)
ORDER BY CASE WHEN closes_at IS NULL THEN 1 ELSE 0 END, closes_at, id LIMIT :most;

-- name: lock
-- The writer of SQLite is alone anyway; PostgreSQL locks the row.
SELECT id FROM opportunities WHERE id = :opportunity_id;

-- name: in_states
SELECT id, code, state, version, offer, poster_id, closes_at, proposed_by, created_by, submitted_by, approved_by,
  fee_approved_by, reason, results, created_at, changed_at, published_at, ended_at, results_at
FROM opportunities WHERE :states LIKE '%,' || state || ',%'
ORDER BY CASE WHEN closes_at IS NULL THEN 1 ELSE 0 END, closes_at, id LIMIT :most;

-- name: save!
UPDATE opportunities SET version = version + 1, kind = :kind, state = :state, offer = :offer, poster_id = :poster_id,
  closes_at = :closes_at, submitted_by = :submitted_by, approved_by = :approved_by, fee_approved_by = :fee_approved_by,
  reason = :reason, results = :results, published_at = :published_at, ended_at = :ended_at, results_at = :results_at,
  changed_at = :now
WHERE id = :opportunity_id AND version = :version;
