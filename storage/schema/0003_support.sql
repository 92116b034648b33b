-- Requests for support, everything said and done about them, the partners they are passed on to. Dates without a time
-- are "2026-12-05" or "", lists are JSON. `docs/decisions/0005-support-requests.md` says who may see what.

-- The last number given in a year: raised by the filing's own transaction, so no number is left out or given twice.
CREATE TABLE request_numbers (
  year INTEGER PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT;

-- `person_id` is NULL for the unregistered, both are once nothing may be known of them (`emptied`).
-- `due_at` is when staff owe the next step, `wake_at` from when it is in the queue although it is others' turn,
-- `answer_due_at` the first answer's own limit, `legal_at` the end of the last day on which papers can be handed in.
-- `soon`: 1 it is wanted within three working days, 2 staff were told. `confirmed`: '' yes elsewhere silent.
CREATE TABLE support_requests (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  n INTEGER NOT NULL,
  person_id INTEGER REFERENCES people (id),
  contact_id INTEGER REFERENCES contacts (id),
  filing_key TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  story TEXT NOT NULL,
  answers TEXT NOT NULL DEFAULT '{}',
  open_questions TEXT NOT NULL DEFAULT '[]',
  sub_sector TEXT NOT NULL DEFAULT '',
  district TEXT NOT NULL DEFAULT '',
  wanted_on TEXT NOT NULL DEFAULT '',
  event_on TEXT NOT NULL DEFAULT '',
  sealed INTEGER NOT NULL DEFAULT 0,
  anonymous INTEGER NOT NULL DEFAULT 0,
  soon INTEGER NOT NULL DEFAULT 0,
  hidden INTEGER NOT NULL DEFAULT 0,
  assignee_id INTEGER REFERENCES contacts (id),
  version INTEGER NOT NULL DEFAULT 1,
  filed_at INTEGER NOT NULL,
  answer_due_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  wake_at INTEGER NOT NULL DEFAULT 0,
  promised_at INTEGER,
  legal_at INTEGER,
  reminded_at INTEGER,
  escalated_at INTEGER,
  first_answer_at INTEGER,
  first_answer_minutes INTEGER,
  closed_at INTEGER,
  outcome TEXT NOT NULL DEFAULT '',
  asked_at INTEGER,
  confirmed TEXT NOT NULL DEFAULT '',
  confirmed_at INTEGER,
  rating INTEGER,
  reopened INTEGER NOT NULL DEFAULT 0,
  result_asked_at INTEGER,
  result TEXT NOT NULL DEFAULT '',
  emptied INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX support_requests_number ON support_requests (n, year);
CREATE UNIQUE INDEX support_requests_filing ON support_requests (contact_id, filing_key) WHERE filing_key <> '';
CREATE INDEX support_requests_person ON support_requests (person_id, id);
CREATE INDEX support_requests_contact ON support_requests (contact_id, id);
CREATE INDEX support_requests_queue ON support_requests (due_at, id, wake_at, assignee_id, sealed, filed_at)
  WHERE closed_at IS NULL AND hidden = 0;
CREATE INDEX support_requests_assignee ON support_requests (assignee_id, due_at)
  WHERE closed_at IS NULL AND assignee_id IS NOT NULL;
CREATE INDEX support_requests_sealed ON support_requests (filed_at, id) WHERE sealed = 1 AND closed_at IS NULL;
CREATE INDEX support_requests_soon ON support_requests (id) WHERE soon = 1;
CREATE INDEX support_requests_unanswered ON support_requests (answer_due_at, id)
  WHERE first_answer_at IS NULL AND closed_at IS NULL;
CREATE INDEX support_requests_unconfirmed ON support_requests (asked_at, id)
  WHERE confirmed = '' AND asked_at IS NOT NULL;
CREATE INDEX support_requests_results ON support_requests (confirmed_at, id)
  WHERE confirmed = 'yes' AND result_asked_at IS NULL;
CREATE INDEX support_requests_keep ON support_requests (sealed, closed_at, id)
  WHERE emptied = 0 AND closed_at IS NOT NULL;
-- The weekly figures: a week is a range of each, read from the index alone.
CREATE INDEX support_requests_filed ON support_requests (filed_at, kind, sub_sector, district, sealed);
CREATE INDEX support_requests_answered ON support_requests (first_answer_at, first_answer_minutes, answer_due_at, filed_at)
  WHERE first_answer_at IS NOT NULL;
CREATE INDEX support_requests_closed ON support_requests (closed_at, kind, outcome, confirmed, rating, sub_sector, district)
  WHERE closed_at IS NOT NULL;
CREATE INDEX support_requests_confirmed ON support_requests (confirmed_at, confirmed, rating, kind)
  WHERE confirmed_at IS NOT NULL;

-- What was said: `public` between the requester and staff, `internal` among staff. `media` are ids of media.
CREATE TABLE request_messages (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES support_requests (id),
  thread TEXT NOT NULL,
  author TEXT NOT NULL,
  staff_id INTEGER REFERENCES contacts (id),
  text TEXT NOT NULL,
  media TEXT NOT NULL DEFAULT '[]',
  struck_at INTEGER,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX request_messages_thread ON request_messages (request_id, id);

-- The bubble of a chat that spoke of a request: a reply to it belongs to that request.
CREATE TABLE request_bubbles (
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  n INTEGER NOT NULL,
  request_id INTEGER NOT NULL REFERENCES support_requests (id),
  PRIMARY KEY (contact_id, n)
) STRICT;
CREATE INDEX request_bubbles_request ON request_bubbles (request_id);

-- What was done, for the clocks and the figures; no words of anybody. `author`: requester staff clock.
-- `minutes` are working minutes since the filing. `version` is the request's after the act.
CREATE TABLE request_events (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES support_requests (id),
  at INTEGER NOT NULL,
  what TEXT NOT NULL,
  author TEXT NOT NULL,
  staff_id INTEGER REFERENCES contacts (id),
  state_before TEXT NOT NULL,
  state_after TEXT NOT NULL,
  version INTEGER NOT NULL,
  message_id INTEGER,
  minutes INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX request_events_request ON request_events (request_id, id);
CREATE INDEX request_events_at ON request_events (what, at);

-- A date promised to a requester; `kept` is 1 or 0 once it is known.
CREATE TABLE request_promises (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES support_requests (id),
  made_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  settled_at INTEGER,
  kept INTEGER
) STRICT;
CREATE INDEX request_promises_request ON request_promises (request_id);
CREATE INDEX request_promises_due ON request_promises (due_at, kept);
CREATE INDEX request_promises_open ON request_promises (due_at) WHERE settled_at IS NULL;

-- A kind the city has closed was asked for: the right address was told and nothing filed.
CREATE TABLE requests_elsewhere (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  sub_sector TEXT NOT NULL DEFAULT '',
  district TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX requests_elsewhere_at ON requests_elsewhere (at, kind);

-- Bodies of the pentahelix. `address` is an office or a public page, never a person's number; `addressee` is how a
-- letter addresses it. `code` is the city pack's id of what came from it, "" for what the committee added.
CREATE TABLE partners (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL DEFAULT '',
  helix TEXT NOT NULL,
  name TEXT NOT NULL,
  kinds TEXT NOT NULL DEFAULT '[]',
  sub_sectors TEXT NOT NULL DEFAULT '[]',
  address TEXT NOT NULL DEFAULT '',
  addressee TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX partners_name ON partners (name);
CREATE UNIQUE INDEX partners_code ON partners (code) WHERE code <> '';

-- asked -> agreed | refused; agreed -> sent -> accepted -> done | unable. `consent` is exactly what was read.
CREATE TABLE referrals (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES support_requests (id),
  partner_id INTEGER NOT NULL REFERENCES partners (id),
  state TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  consent TEXT NOT NULL DEFAULT '',
  consent_at INTEGER,
  sent_at INTEGER,
  ask_again_at INTEGER,
  accepted_at INTEGER,
  accepted_for INTEGER,
  unable_at INTEGER,
  reason TEXT NOT NULL DEFAULT '',
  better_address TEXT NOT NULL DEFAULT '',
  done_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX referrals_request ON referrals (request_id);
CREATE UNIQUE INDEX referrals_open ON referrals (request_id, partner_id)
  WHERE state IN ('asked', 'agreed', 'sent', 'accepted');
CREATE INDEX referrals_sent ON referrals (sent_at, partner_id, state) WHERE sent_at IS NOT NULL;
CREATE INDEX referrals_waiting ON referrals (ask_again_at) WHERE state IN ('sent', 'accepted');
CREATE INDEX referrals_accepted ON referrals (accepted_at, partner_id) WHERE accepted_at IS NOT NULL;
CREATE INDEX referrals_unable ON referrals (unable_at, partner_id) WHERE unable_at IS NOT NULL;
CREATE INDEX referrals_done ON referrals (done_at, partner_id) WHERE done_at IS NOT NULL;

-- Answers kept for the next time; {nama} {nomor} {tanggal} are filled when one is used. `code` as for partners.
CREATE TABLE saved_replies (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  uses INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX saved_replies_code ON saved_replies (code) WHERE code <> '';
CREATE INDEX saved_replies_kind ON saved_replies (kind, uses) WHERE active = 1;

CREATE TABLE staff_leave (
  id INTEGER PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  since INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_leave_contact ON staff_leave (contact_id, until);

-- Who may see sealed complaints: one, or every one (`request_id` NULL). `excluded`: it names this member.
CREATE TABLE complaint_handlers (
  id INTEGER PRIMARY KEY,
  request_id INTEGER REFERENCES support_requests (id),
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  excluded INTEGER NOT NULL DEFAULT 0,
  since INTEGER NOT NULL,
  until INTEGER
) STRICT;
CREATE INDEX complaint_handlers_contact ON complaint_handlers (contact_id, request_id);
CREATE INDEX complaint_handlers_request ON complaint_handlers (request_id);
