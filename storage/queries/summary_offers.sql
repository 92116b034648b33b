-- name: published
-- By kind: published in the week, and in the week before.
SELECT kind AS id, sum(CASE WHEN published_at >= :start THEN 1 ELSE 0 END) AS fresh,
  sum(CASE WHEN published_at < :start THEN 1 ELSE 0 END) AS before
FROM opportunities WHERE published_at >= :last AND published_at < :until GROUP BY kind;

-- name: open
-- Open at a moment: published before it, and neither over by its date nor ended by then.
SELECT count(*) AS n FROM opportunities
WHERE published_at < :until AND (closes_at IS NULL OR closes_at > :until) AND (ended_at IS NULL OR ended_at >= :until)
  AND (state = 'published' OR ended_at >= :until);

-- name: applied_by_kind
SELECT o.kind AS id, count(*) AS n FROM applications a JOIN opportunities o ON o.id = a.opportunity_id
WHERE a.submitted_at >= :since AND a.submitted_at < :until AND a.state NOT IN ('draft', 'withdrawn') GROUP BY o.kind;

-- name: applied_by_sub_sector
SELECT sub_sector AS id, count(*) AS n FROM applications
WHERE submitted_at >= :since AND submitted_at < :until AND state NOT IN ('draft', 'withdrawn') GROUP BY sub_sector;

-- name: applied_by_district
SELECT district AS id, count(*) AS n FROM applications
WHERE submitted_at >= :since AND submitted_at < :until AND state NOT IN ('draft', 'withdrawn') GROUP BY district;

-- name: applied
SELECT count(*) AS n FROM applications
WHERE submitted_at >= :since AND submitted_at < :until AND state NOT IN ('draft', 'withdrawn');

-- name: chosen_by_kind
-- Places given in the week, and not given up since.
SELECT o.kind AS id, count(*) AS n FROM applications a JOIN opportunities o ON o.id = a.opportunity_id
WHERE a.chosen_at >= :since AND a.chosen_at < :until AND a.state IN ('chosen', 'confirmed') GROUP BY o.kind;

-- name: chosen_by_sub_sector
-- The same; `fresh` of them the person's first.
SELECT sub_sector AS id, count(*) AS n, sum(first_time) AS fresh FROM applications
WHERE chosen_at >= :since AND chosen_at < :until AND state IN ('chosen', 'confirmed') GROUP BY sub_sector;

-- name: chosen_by_district
SELECT district AS id, count(*) AS n, sum(first_time) AS fresh FROM applications
WHERE chosen_at >= :since AND chosen_at < :until AND state IN ('chosen', 'confirmed') GROUP BY district;

-- name: chosen
SELECT count(*) AS n FROM applications
WHERE chosen_at >= :since AND chosen_at < :until AND state IN ('chosen', 'confirmed');

-- name: given
-- Where places were given in the week, most first.
SELECT a.opportunity_id AS id, count(*) AS n FROM applications a
WHERE a.chosen_at >= :since AND a.chosen_at < :until AND a.state IN ('chosen', 'confirmed')
GROUP BY a.opportunity_id ORDER BY count(*) DESC, a.opportunity_id LIMIT :most;

-- name: taken
-- The places of one opportunity that are taken, and how many of them are somebody's first.
SELECT count(*) AS n, coalesce(sum(first_time), 0) AS fresh FROM applications
WHERE opportunity_id = :opportunity_id AND state IN ('chosen', 'confirmed');

-- name: closing
-- What closes soon, and how many have applied by now.
SELECT o.id, o.offer, o.closes_at, (
    SELECT count(*) FROM applications a
    WHERE a.opportunity_id = o.id AND a.state NOT IN ('draft', 'withdrawn')) AS n
FROM opportunities o WHERE o.state = 'published' AND o.closes_at > :since AND o.closes_at <= :until
ORDER BY o.closes_at, o.id LIMIT :most;
