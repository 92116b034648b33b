-- name: sees
-- Whether a member is named for a sealed complaint, and whether the complaint names it.
SELECT coalesce(max(CASE WHEN excluded = 0 THEN 1 ELSE 0 END), 0) AS named, coalesce(max(excluded), 0) AS excluded
FROM complaint_handlers
WHERE contact_id = :contact_id AND (request_id IS NULL OR request_id = :request_id) AND (until IS NULL OR until > :now);

-- name: handlers
-- Who is named for a complaint, or for every one, and not named by it, and a committee member now.
SELECT DISTINCT h.contact_id, c.profile_name FROM complaint_handlers h
  JOIN contacts c ON c.id = h.contact_id
  JOIN staff s ON s.contact_id = h.contact_id AND s.role = 'committee' AND (s.until IS NULL OR s.until > :now)
WHERE h.excluded = 0 AND (h.request_id IS NULL OR h.request_id = :request_id) AND (h.until IS NULL OR h.until > :now)
  AND NOT EXISTS (SELECT 1 FROM complaint_handlers x
    WHERE x.contact_id = h.contact_id AND x.excluded = 1 AND x.request_id = :request_id)
ORDER BY h.contact_id;

-- name: members
-- Committee members whom a complaint does not name.
SELECT DISTINCT s.contact_id, c.profile_name FROM staff s JOIN contacts c ON c.id = s.contact_id
WHERE s.role = 'committee' AND (s.until IS NULL OR s.until > :now)
  AND NOT EXISTS (SELECT 1 FROM complaint_handlers x
    WHERE x.contact_id = s.contact_id AND x.excluded = 1 AND x.request_id = :request_id)
ORDER BY c.profile_name, s.contact_id;

-- name: standing
-- Who is named for every complaint, and a committee member now.
SELECT DISTINCT h.contact_id, h.since, c.profile_name FROM complaint_handlers h
  JOIN contacts c ON c.id = h.contact_id
  JOIN staff s ON s.contact_id = h.contact_id AND s.role = 'committee' AND (s.until IS NULL OR s.until > :now)
WHERE h.request_id IS NULL AND (h.until IS NULL OR h.until > :now) ORDER BY h.contact_id;

-- name: add!
INSERT INTO complaint_handlers (request_id, contact_id, excluded, since)
VALUES (:request_id, :contact_id, :excluded, :now);

-- name: end!
UPDATE complaint_handlers SET until = :now
WHERE contact_id = :contact_id AND excluded = 0 AND until IS NULL AND coalesce(request_id, 0) = :request_id;

-- name: staff_names
-- Everybody who may come to handle one, by the names they are known under.
SELECT DISTINCT s.contact_id, c.profile_name, coalesce(p.name, '') AS name FROM staff s
  JOIN contacts c ON c.id = s.contact_id
  LEFT JOIN contact_person cp ON cp.contact_id = c.id AND cp.active = 1
  LEFT JOIN people p ON p.id = cp.person_id
WHERE s.until IS NULL OR s.until > :now ORDER BY s.contact_id;

-- name: leave!
INSERT INTO staff_leave (contact_id, since, until) VALUES (:contact_id, :since, :until);

-- name: end_leave!
UPDATE staff_leave SET until = :now WHERE contact_id = :contact_id AND until > :now;

-- name: on_leave
SELECT contact_id, max(until) AS until FROM staff_leave WHERE until > :now GROUP BY contact_id ORDER BY contact_id;
