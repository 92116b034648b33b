-- The weekly summary: its indexes, the pages that were made, and who asked for one.

-- As in 0003, and whether a complaint is sealed: those are in no figure but their own.
DROP INDEX support_requests_answered;
CREATE INDEX support_requests_answered
  ON support_requests (first_answer_at, first_answer_minutes, answer_due_at, filed_at, sealed)
  WHERE first_answer_at IS NOT NULL;
DROP INDEX support_requests_closed;
CREATE INDEX support_requests_closed
  ON support_requests (closed_at, kind, outcome, confirmed, rating, sub_sector, district, sealed, filed_at)
  WHERE closed_at IS NOT NULL;
DROP INDEX support_requests_confirmed;
DROP INDEX support_requests_unanswered;
CREATE INDEX support_requests_unanswered ON support_requests (answer_due_at, filed_at, sealed, hidden)
  WHERE first_answer_at IS NULL AND closed_at IS NULL;
-- Ended without any answer (withdrawn): few.
CREATE INDEX support_requests_unheard ON support_requests (closed_at, answer_due_at, filed_at, sealed)
  WHERE first_answer_at IS NULL AND closed_at IS NOT NULL;
CREATE INDEX support_requests_legal ON support_requests (legal_at) WHERE closed_at IS NULL AND legal_at IS NOT NULL;
CREATE INDEX support_requests_reopened ON support_requests (id) WHERE closed_at IS NULL AND reopened > 0;
CREATE INDEX people_registered ON people (status, since);
CREATE INDEX people_district ON people (status, district, since);
CREATE INDEX person_sub_sector_first ON person_sub_sector (sub_sector, person_id, position) WHERE position = 0;

-- A page as it was made: text, picture, workbook and paper of one page are drawn from one body, so they agree.
-- `name` is the week and when it was made ("2026-W47-1795400000000"), `body` JSON of `bot.core.summary.Summary`.
CREATE TABLE summary_pages (
  name TEXT PRIMARY KEY,
  made_at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX summary_pages_made ON summary_pages (made_at);

-- A summary somebody asked for in a chat: the turn only writes this, the numbers are read after its commit.
CREATE TABLE summary_orders (
  id INTEGER PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  week TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX summary_orders_contact ON summary_orders (contact_id, week);
