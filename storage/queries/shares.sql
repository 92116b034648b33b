-- name: contact_came!
-- Once, with the time of the last; the first place that has a name stays.
INSERT INTO shares (opportunity_id, place, what, contact_id, at)
VALUES (:opportunity_id, :place, :what, :contact_id, :now)
ON CONFLICT (opportunity_id, what, contact_id) WHERE contact_id IS NOT NULL
DO UPDATE SET at = excluded.at, place = CASE WHEN shares.place = '' THEN excluded.place ELSE shares.place END;

-- name: reader_came!
INSERT INTO shares (opportunity_id, place, what, reader, at) VALUES (:opportunity_id, :place, 'read', :reader, :now)
ON CONFLICT (opportunity_id, what, reader) WHERE reader <> ''
DO UPDATE SET place = excluded.place WHERE shares.place = '' AND excluded.place <> '';

-- name: reader
-- By which place a page's reader came.
SELECT place FROM shares WHERE opportunity_id = :opportunity_id AND what = 'read' AND reader <> '' AND reader = :reader;

-- name: forget_readers!
UPDATE shares SET reader = '' WHERE reader <> '' AND at < :before;

-- name: registered!
-- Whoever registers came by what it read last.
INSERT INTO shares (opportunity_id, place, what, contact_id, at)
SELECT s.opportunity_id, s.place, 'register', s.contact_id, :now FROM shares s
WHERE s.contact_id IS NOT NULL AND s.contact_id = :contact_id AND s.what = 'read' AND s.at >= :since
ORDER BY s.at DESC, s.id DESC LIMIT 1
ON CONFLICT DO NOTHING;

-- name: came_by
SELECT place FROM shares
WHERE opportunity_id = :opportunity_id AND what = 'read' AND contact_id IS NOT NULL AND contact_id = :contact_id;

-- name: last_read
SELECT opportunity_id FROM shares
WHERE contact_id IS NOT NULL AND contact_id = :contact_id AND what = 'read' AND at >= :since
ORDER BY at DESC, id DESC LIMIT 1;

-- name: of_contact
SELECT o.code, s.what, s.place, s.at FROM shares s JOIN opportunities o ON o.id = s.opportunity_id
WHERE s.contact_id IS NOT NULL AND s.contact_id = :contact_id ORDER BY s.at, s.id;

-- name: counts
SELECT place, what, count(*) AS n FROM shares WHERE opportunity_id = :opportunity_id GROUP BY place, what
UNION ALL
SELECT place, 'apply', count(*) FROM applications
WHERE opportunity_id = :opportunity_id AND submitted_at IS NOT NULL GROUP BY place
ORDER BY 1, 2;
