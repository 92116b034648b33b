-- Whom of some contacts an announcement is for, and why one of them gets nothing. Of the people a chat speaks for the
-- first counts who fits, wants announcements and has no newer chat: so each chat, and each person, has one copy.
-- CROSS and +: else SQLite looks at all people, and at all of an earlier one, for each slice.
SELECT f.announcement_id, f.contact_id, f.person_id, f.channel,
  CASE WHEN :accounts NOT LIKE '%,' || f.channel || ':' || f.account || ',%' THEN 'no_channel'
    WHEN f.reach <> 'active' THEN 'unreachable'
    WHEN f.wants = 0 THEN 'no_consent'
    WHEN f.newest = 0 OR EXISTS (SELECT 1 FROM announcement_recipients d
      WHERE d.announcement_id = f.announcement_id AND d.person_id = f.person_id AND d.reason = '') THEN 'other_chat'
    WHEN :cap > 0 AND (SELECT count(*) FROM announcement_recipients w JOIN announcements v ON v.id = w.announcement_id
        WHERE w.contact_id = f.contact_id AND w.reason = '' AND w.at > :week_ago AND v.urgent = 0)
      + (SELECT count(*) FROM alerts l WHERE l.contact_id = f.contact_id AND l.at > :week_ago) >= :cap THEN 'cap'
    ELSE '' END AS reason
FROM (
  SELECT g.*, row_number() OVER (PARTITION BY g.contact_id ORDER BY g.wants DESC, g.newest DESC, g.active DESC,
    g.person_id) AS place
  FROM (
    SELECT a.id AS announcement_id, c.id AS contact_id, c.channel, c.account, c.reach, p.id AS person_id, cp.active,
      CASE WHEN EXISTS (SELECT 1 FROM consents k WHERE k.person_id = p.id AND k.purpose = 'alerts'
        AND k.withdrawn_at IS NULL) THEN 1 ELSE 0 END AS wants,
      CASE WHEN EXISTS (SELECT 1 FROM contact_person o JOIN contacts oc ON oc.id = o.contact_id
        WHERE o.person_id = p.id AND oc.id <> c.id AND oc.reach = 'active' AND oc.is_group = 0
          AND :accounts LIKE '%,' || oc.channel || ':' || oc.account || ',%'
          AND (o.since, o.contact_id) > (cp.since, cp.contact_id)) THEN 0 ELSE 1 END AS newest
    FROM announcements a CROSS JOIN contacts c CROSS JOIN contact_person cp CROSS JOIN people p
    WHERE a.id = :announcement_id AND c.id > :after AND c.id <= :upto AND c.is_group = 0 AND cp.contact_id = c.id
      AND p.id = cp.person_id AND p.status = 'registered' AND p.erase_at IS NULL
      AND (:sub_sectors = '' OR EXISTS (SELECT 1 FROM person_sub_sector s
        WHERE s.person_id = p.id AND :sub_sectors LIKE '%,' || s.sub_sector || ',%'))
      AND (:districts = '' OR :districts LIKE '%,' || p.district || ',%')
      AND (:kinds = '' OR :kinds LIKE '%,' || p.kind || ',%')
      AND (:without_sub_sectors = '' OR NOT EXISTS (SELECT 1 FROM person_sub_sector s
        WHERE s.person_id = p.id AND :without_sub_sectors LIKE '%,' || s.sub_sector || ',%'))
      AND (:without_districts = '' OR :without_districts NOT LIKE '%,' || p.district || ',%')
      AND (:without_kinds = '' OR :without_kinds NOT LIKE '%,' || p.kind || ',%')
      AND (:levels = '' OR :levels LIKE '%,' || CASE WHEN EXISTS (SELECT 1 FROM applications h
        WHERE h.person_id = p.id AND h.state = 'confirmed') THEN 'served' ELSE 'new' END || ',%')
      AND (a.only_of IS NULL OR EXISTS (SELECT 1 FROM outbox x
        WHERE x.contact_id = c.id AND +x.announcement_id = a.only_of AND :only_states LIKE '%,' || x.state || ',%'))
  ) g
) f
WHERE f.place = 1
