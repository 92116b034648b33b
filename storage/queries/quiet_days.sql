-- name: declare
INSERT INTO quiet_days (day, reason, declared_by, at) VALUES (:day, :reason, :declared_by, :now)
ON CONFLICT DO NOTHING RETURNING id;

-- name: revoke
DELETE FROM quiet_days WHERE day = :day RETURNING id, reason;

-- name: since
SELECT id, day, reason, declared_by FROM quiet_days WHERE day >= :day ORDER BY day;
