-- name: get
SELECT value, at FROM marks WHERE name = :name;

-- name: put!
INSERT INTO marks (name, value, at) VALUES (:name, :value, :now)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at;
