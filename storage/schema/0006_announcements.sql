-- Announcements: what was said to whom. The recipients are a ledger; what became of each is its row of the outbox.

-- state: draft scheduled missed running paused done cancelled. `texts` (by language) and `audience` are JSON, `at` is when it
-- begins, `cursor` the last contact worked out, `filled` that all are, `expires_at` when it is worth nothing any more,
-- `cap` how many a week anybody may get (0: any). With `only_of` it goes to recipients of that one alone, of the
-- states in `only_states` (JSON). `windowed` ones wait outside the hours of news, and are `held` then. `preview` (JSON)
-- is what was counted of a draft, '' as long as it is not. `watcher_id` sees how it goes in bubble `watch_n` of its
-- chat.
CREATE TABLE announcements (
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL,
  texts TEXT NOT NULL,
  audience TEXT NOT NULL DEFAULT '{}',
  urgent INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  cap INTEGER NOT NULL DEFAULT 0,
  only_of INTEGER,
  only_states TEXT NOT NULL DEFAULT '[]',
  at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  cursor INTEGER NOT NULL DEFAULT 0,
  filled INTEGER NOT NULL DEFAULT 0,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  opportunity_id INTEGER REFERENCES opportunities (id),
  poster_id INTEGER REFERENCES media (id),
  windowed INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0,
  preview TEXT NOT NULL DEFAULT '',
  watcher_id INTEGER REFERENCES contacts (id),
  watch_n INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX announcements_open ON announcements (at, id)
  WHERE state IN ('scheduled', 'running', 'paused') OR (state = 'cancelled' AND filled = 0);
CREATE INDEX announcements_draft ON announcements (id) WHERE state = 'draft' AND preview = '';
CREATE INDEX announcements_watched ON announcements (id) WHERE watcher_id IS NOT NULL;
CREATE INDEX announcements_opportunity ON announcements (opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX announcements_poster ON announcements (poster_id) WHERE poster_id IS NOT NULL;
CREATE INDEX announcements_urgent ON announcements (started_at) WHERE urgent = 1 AND started_at IS NOT NULL;

-- Rendered once a language and channel; every row of the outbox that carries it points here.
CREATE TABLE announcement_bodies (
  id INTEGER PRIMARY KEY,
  announcement_id INTEGER NOT NULL REFERENCES announcements (id),
  language TEXT NOT NULL,
  channel TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX announcement_bodies_of ON announcement_bodies (announcement_id, language, channel);

-- One row for every chat it was for. `reason` tells why one was left out: no_channel unreachable no_consent
-- other_chat cap cancelled. Where it is '', what became of it is the state of the outbox row of the same two.
CREATE TABLE announcement_recipients (
  announcement_id INTEGER NOT NULL REFERENCES announcements (id),
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  person_id INTEGER REFERENCES people (id),
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  tapped_at INTEGER,
  PRIMARY KEY (announcement_id, contact_id)
) STRICT;
CREATE INDEX announcement_recipients_contact ON announcement_recipients (contact_id, at) WHERE reason = '';
CREATE INDEX announcement_recipients_person ON announcement_recipients (person_id, announcement_id);

-- Channels and groups where announcements are put too, by the name the platform knows them under.
CREATE TABLE outlets (
  contact_id INTEGER PRIMARY KEY REFERENCES contacts (id),
  name TEXT NOT NULL,
  tied_by TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- A row of an announcement holds no words of its own.
ALTER TABLE outbox ADD COLUMN body_id INTEGER REFERENCES announcement_bodies (id);
ALTER TABLE outbox ADD COLUMN announcement_id INTEGER REFERENCES announcements (id);
CREATE INDEX outbox_announcement ON outbox (announcement_id, state) WHERE announcement_id IS NOT NULL;

-- By age goes what is no announcement's.
DROP INDEX outbox_at;
CREATE INDEX outbox_at ON outbox (at) WHERE announcement_id IS NULL;
