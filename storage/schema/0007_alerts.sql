-- News of opportunities: the days without any, how often somebody wants them, and who was told of what.

-- Days the committee keeps free of news that are not urgent; `day` is "2027-02-08".
CREATE TABLE quiet_days (
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL,
  reason TEXT NOT NULL,
  declared_by TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX quiet_days_day ON quiet_days (day);

-- rhythm: each weekly monthly. Whoever has no row has the weekly summary.
CREATE TABLE alert_rhythms (
  person_id INTEGER PRIMARY KEY REFERENCES people (id),
  rhythm TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- kind: weekly (the summary that was due at `due`), each (an opportunity, to those who want every one), last (an
-- opportunity that closes before the next summary, to everybody). state: running done missed. `cursor` is the last
-- contact worked out, `at` the moment for which the week's most is counted.
CREATE TABLE alert_rounds (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  due INTEGER NOT NULL,
  opportunity_id INTEGER REFERENCES opportunities (id),
  state TEXT NOT NULL,
  at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  cursor INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX alert_rounds_weekly ON alert_rounds (due) WHERE kind = 'weekly';
CREATE UNIQUE INDEX alert_rounds_single ON alert_rounds (opportunity_id, kind) WHERE opportunity_id IS NOT NULL;
CREATE INDEX alert_rounds_running ON alert_rounds (id) WHERE state = 'running';

-- What a round may tell of, and for whom that is, as SQL looks for it: ",musik,film,", '' for everybody.
CREATE TABLE alert_round_offers (
  round_id INTEGER NOT NULL REFERENCES alert_rounds (id),
  opportunity_id INTEGER NOT NULL REFERENCES opportunities (id),
  sub_sectors TEXT NOT NULL,
  districts TEXT NOT NULL,
  kinds TEXT NOT NULL,
  levels TEXT NOT NULL,
  without_sub_sectors TEXT NOT NULL,
  without_districts TEXT NOT NULL,
  without_kinds TEXT NOT NULL,
  PRIMARY KEY (round_id, opportunity_id)
) STRICT;

-- Nobody is told twice of the same. A chat that several people share was told for each of them.
CREATE TABLE alert_told (
  person_id INTEGER NOT NULL REFERENCES people (id),
  opportunity_id INTEGER NOT NULL REFERENCES opportunities (id),
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  round_id INTEGER NOT NULL REFERENCES alert_rounds (id),
  PRIMARY KEY (person_id, opportunity_id)
) STRICT;
CREATE INDEX alert_told_contact ON alert_told (contact_id, opportunity_id);
CREATE INDEX alert_told_round ON alert_told (round_id, contact_id);

-- The messages themselves: bubble `n` of a chat.
CREATE TABLE alerts (
  round_id INTEGER NOT NULL REFERENCES alert_rounds (id),
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  n INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (round_id, contact_id)
) STRICT;
CREATE INDEX alerts_contact ON alerts (contact_id, at);
