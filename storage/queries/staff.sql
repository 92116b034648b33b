-- name: roles
-- The roles a contact holds now.
SELECT role FROM staff WHERE contact_id = :contact_id AND (until IS NULL OR until > :now) ORDER BY role;

-- name: add
INSERT INTO staff (contact_id, role, since, until, invited_by)
VALUES (:contact_id, :role, :now, :until, :invited_by) RETURNING id;

-- name: list
SELECT s.id, s.role, s.since, s.until, c.id AS contact_id, c.channel, c.account, c.chat, c.profile_name
FROM staff s JOIN contacts c ON c.id = s.contact_id
WHERE s.until IS NULL OR s.until > :now ORDER BY s.id;

-- name: end!
UPDATE staff SET until = :now WHERE id = :staff_id AND (until IS NULL OR until > :now);

-- name: set_until!
-- Another end date for a role that is held.
UPDATE staff SET until = :until WHERE id = :staff_id AND (until IS NULL OR until > :now);

-- name: ended
-- Roles that ended lately by their date and nobody was told of; not those that were given anew.
SELECT s.id, s.role, s.until, s.contact_id FROM staff s
WHERE s.until > :since AND s.until <= :now
  AND NOT EXISTS (SELECT 1 FROM schedule t WHERE t.name = :told || s.id AND t.due = s.until)
  AND NOT EXISTS (SELECT 1 FROM staff n WHERE n.contact_id = s.contact_id AND n.role = s.role
    AND (n.until IS NULL OR n.until > :now))
ORDER BY s.id;

-- name: count_role
SELECT count(*) AS n FROM staff WHERE role = :role AND (until IS NULL OR until > :now);

-- name: invite!
INSERT INTO staff_invites (code_hash, role, expires_at, role_until, invited_by)
VALUES (:code_hash, :role, :expires_at, :role_until, :invited_by);

-- name: use_invite
-- Takes an invitation once, in time.
UPDATE staff_invites SET used_at = :now, used_by = :contact_id
WHERE code_hash = :code_hash AND used_at IS NULL AND expires_at > :now
RETURNING role, role_until, invited_by;
