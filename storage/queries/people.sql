-- name: by_id
SELECT p.id, p.number, p.kind, p.name, p.group_name, p.story, p.district, p.ward, p.place, p.status, p.since,
  p.version, p.invited_by, p.erase_at,
  EXISTS (SELECT 1 FROM consents c WHERE c.person_id = p.id AND c.purpose = 'alerts' AND c.withdrawn_at IS NULL)
    AS alerts
FROM people p WHERE p.id = :person_id;

-- name: by_number
SELECT id FROM people WHERE number = :number;

-- name: named
-- Staff ask for somebody by name.
SELECT id, name FROM people WHERE status = 'registered' AND erase_at IS NULL AND lower(name) LIKE '%' || :name || '%'
ORDER BY CASE WHEN lower(name) = :name THEN 0 ELSE 1 END, id LIMIT :most;

-- name: sub_sectors
SELECT sub_sector FROM person_sub_sector WHERE person_id = :person_id ORDER BY position;

-- name: add
-- Nothing comes back where the number is taken.
INSERT INTO people (number, kind, name, group_name, story, district, ward, place, status, since, last_active, invited_by)
VALUES (:number, :kind, :name, :group_name, :story, :district, :ward, :place, 'registered', :now, :now, :invited_by)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: change!
-- Nothing is changed where the version is stale.
UPDATE people SET kind = :kind, name = :name, group_name = :group_name, story = :story, district = :district,
  ward = :ward, place = :place, last_active = :now, version = version + 1
WHERE id = :person_id AND version = :version;

-- name: erase_at!
UPDATE people SET erase_at = :erase_at, status = :status, version = version + 1 WHERE id = :person_id;

-- name: due_erasures
SELECT id FROM people WHERE erase_at IS NOT NULL AND erase_at <= :now ORDER BY id;

-- name: active!
UPDATE people SET last_active = :now WHERE id = :person_id AND last_active < :before;

-- name: drop_sub_sectors!
DELETE FROM person_sub_sector WHERE person_id = :person_id;

-- name: add_sub_sector!
INSERT INTO person_sub_sector (person_id, sub_sector, position) VALUES (:person_id, :sub_sector, :position);

-- name: rest_links!
-- The contact speaks for nobody else now.
UPDATE contact_person SET active = 0 WHERE contact_id = :contact_id AND person_id <> :person_id AND active = 1;

-- name: link!
INSERT INTO contact_person (contact_id, person_id, active, since) VALUES (:contact_id, :person_id, 1, :now)
ON CONFLICT (contact_id, person_id) DO UPDATE SET active = 1;

-- name: unlink!
DELETE FROM contact_person WHERE contact_id = :contact_id AND person_id = :person_id;

-- name: count
SELECT count(*) AS n FROM people WHERE status = 'registered';
