-- Applications to opportunities, from draft to outcome.

-- state: draft submitted shortlisted waiting chosen confirmed unable lapsed not_chosen withdrawn (what each means stands
-- in `bot.core.applications`). `rank` is the place on the waiting list, `contact_id` the chat it was filed from,
-- `sub_sector` and `district` those of then, for the figures. `told_at` is when the applicant was told how it ended,
-- `confirm_by` until when a chosen one may say yes, `place` the name of where the link was put that brought it. `told_at`
-- 0: staff have let the word go, and the clock is to bring it. `warned_at` is when staff were asked to call somebody
-- chosen, or an applicant was told that the choice takes longer.
CREATE TABLE applications (
  id INTEGER PRIMARY KEY,
  opportunity_id INTEGER NOT NULL REFERENCES opportunities (id),
  person_id INTEGER REFERENCES people (id),
  contact_id INTEGER REFERENCES contacts (id),
  state TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  answers TEXT NOT NULL DEFAULT '{}',
  works TEXT NOT NULL DEFAULT '[]',
  sub_sector TEXT NOT NULL DEFAULT '',
  district TEXT NOT NULL DEFAULT '',
  place TEXT NOT NULL DEFAULT '',
  rank INTEGER NOT NULL DEFAULT 0,
  decline TEXT NOT NULL DEFAULT '',
  words TEXT NOT NULL DEFAULT '',
  first_time INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  submitted_at INTEGER,
  chosen_at INTEGER,
  confirm_by INTEGER,
  confirmed_at INTEGER,
  reminded INTEGER NOT NULL DEFAULT 0,
  told_at INTEGER,
  warned_at INTEGER,
  checked_in_at INTEGER,
  asked_at INTEGER,
  outcome TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX applications_one ON applications (opportunity_id, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX applications_state ON applications (opportunity_id, state, rank, id);
CREATE INDEX applications_person ON applications (person_id, state, chosen_at);
CREATE INDEX applications_confirm ON applications (confirm_by) WHERE state = 'chosen';
CREATE INDEX applications_draft ON applications (created_at) WHERE state = 'draft';
CREATE INDEX applications_chosen ON applications (chosen_at) WHERE chosen_at IS NOT NULL;
CREATE INDEX applications_submitted ON applications (submitted_at) WHERE submitted_at IS NOT NULL;
CREATE INDEX applications_contact ON applications (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX applications_to_tell ON applications (id) WHERE told_at = 0;
CREATE INDEX applications_waiting ON applications (opportunity_id) WHERE state = 'waiting';
CREATE INDEX applications_came ON applications (opportunity_id) WHERE checked_in_at IS NOT NULL AND asked_at IS NULL;
