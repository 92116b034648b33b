-- What our database holds after a crowd: a line each.
SELECT 'people' AS name, count(*) AS n FROM people p
WHERE p.status = 'registered' AND EXISTS (
  SELECT 1 FROM contact_person cp JOIN contacts c ON c.id = cp.contact_id
  WHERE cp.person_id = p.id AND CAST(c.chat AS INTEGER) >= :first_id)
UNION ALL SELECT 'heard', count(*) FROM inbox WHERE state = 'done'
UNION ALL SELECT 'heard otherwise', count(*) FROM inbox WHERE state <> 'done'
UNION ALL SELECT 'sent', count(*) FROM outbox WHERE state = 'sent'
UNION ALL SELECT 'sent otherwise', count(*) FROM outbox WHERE state <> 'sent' OR doubts > 0
UNION ALL SELECT 'answered twice', count(*) FROM (
  SELECT 1 FROM outbox GROUP BY contact_id, n HAVING count(*) > 1);
