-- Opportunities and stages: what is offered, and how far it is.

-- `offer` is everything staff write (JSON of `bot.core.opportunities.Offer`); what SQL asks for stands beside it and is
-- written with it. state: draft in_review published closed cancelled archived. `closes_at` is exclusive, NULL for none.
-- `proposed_by` is the contact whose word or picture began it, `results` what was published afterwards (JSON).
CREATE TABLE opportunities (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  offer TEXT NOT NULL,
  poster_id INTEGER REFERENCES media (id),
  closes_at INTEGER,
  proposed_by INTEGER REFERENCES contacts (id),
  created_by TEXT NOT NULL,
  submitted_by TEXT NOT NULL DEFAULT '',
  approved_by TEXT NOT NULL DEFAULT '',
  fee_approved_by TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  results TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  published_at INTEGER,
  ended_at INTEGER,
  results_at INTEGER
) STRICT;
CREATE UNIQUE INDEX opportunities_code ON opportunities (code);
CREATE INDEX opportunities_state ON opportunities (state, closes_at, id);
CREATE INDEX opportunities_published ON opportunities (published_at) WHERE published_at IS NOT NULL;
CREATE INDEX opportunities_poster ON opportunities (poster_id) WHERE poster_id IS NOT NULL;
CREATE INDEX opportunities_proposed ON opportunities (proposed_by) WHERE proposed_by IS NOT NULL;
