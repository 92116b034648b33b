-- Competitions, and what the weekly summary counts of opportunities.

-- As in 0008, and what is counted: a week is a range of an index, and nothing else is read.
DROP INDEX applications_chosen;
CREATE INDEX applications_chosen ON applications (chosen_at, state, sub_sector, district, first_time, opportunity_id)
  WHERE chosen_at IS NOT NULL;
DROP INDEX applications_submitted;
CREATE INDEX applications_submitted ON applications (submitted_at, state, sub_sector, district, opportunity_id)
  WHERE submitted_at IS NOT NULL;

-- An objection to the results of a competition is a sealed request about it.
CREATE TABLE objections (
  request_id INTEGER PRIMARY KEY REFERENCES support_requests (id),
  opportunity_id INTEGER NOT NULL REFERENCES opportunities (id)
) STRICT;
CREATE INDEX objections_opportunity ON objections (opportunity_id);
