-- Times are UTC milliseconds, ids 64-bit, JSON is text. On PostgreSQL INTEGER reads BIGINT and STRICT goes
-- (`storage.migrate`). Names follow the glossary.

CREATE TABLE contacts (
  id INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  chat TEXT NOT NULL,
  is_group INTEGER NOT NULL DEFAULT 0,
  language TEXT NOT NULL DEFAULT 'id',
  profile_name TEXT NOT NULL DEFAULT '',
  reach TEXT NOT NULL DEFAULT 'active',
  last_n INTEGER NOT NULL DEFAULT 0,
  last_heard INTEGER NOT NULL DEFAULT 0,
  free_at INTEGER NOT NULL DEFAULT 0,
  declined_at INTEGER,
  since INTEGER NOT NULL
) STRICT;

-- A contact's addresses over time; unique while valid. The pair Telegram needs is one row, WhatsApp has two kinds.
CREATE TABLE addresses (
  id INTEGER PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER
) STRICT;
CREATE UNIQUE INDEX addresses_valid ON addresses (channel, account, kind, value) WHERE valid_to IS NULL;
CREATE INDEX addresses_contact ON addresses (contact_id);

CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL DEFAULT 'person',
  name TEXT NOT NULL DEFAULT '',
  group_name TEXT NOT NULL DEFAULT '',
  story TEXT NOT NULL DEFAULT '',
  district TEXT NOT NULL DEFAULT '',
  ward TEXT NOT NULL DEFAULT '',
  place TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL,
  since INTEGER NOT NULL,
  last_active INTEGER NOT NULL,
  invited_by TEXT NOT NULL DEFAULT '',
  erase_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX people_place ON people (district, ward);
CREATE INDEX people_active ON people (last_active);
CREATE INDEX people_erase ON people (erase_at) WHERE erase_at IS NOT NULL;

CREATE TABLE person_sub_sector (
  person_id INTEGER NOT NULL REFERENCES people (id),
  sub_sector TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (person_id, sub_sector)
) STRICT;
CREATE INDEX person_sub_sector_by ON person_sub_sector (sub_sector, person_id);

-- Several both ways, one active per contact.
CREATE TABLE contact_person (
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  person_id INTEGER NOT NULL REFERENCES people (id),
  active INTEGER NOT NULL DEFAULT 1,
  since INTEGER NOT NULL,
  PRIMARY KEY (contact_id, person_id)
) STRICT;
CREATE UNIQUE INDEX contact_person_active ON contact_person (contact_id) WHERE active = 1;
CREATE INDEX contact_person_by ON contact_person (person_id);

-- One row a consent given; a withdrawal closes it. `text` is exactly what was read.
CREATE TABLE consents (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES people (id),
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  purpose TEXT NOT NULL,
  version INTEGER NOT NULL,
  text TEXT NOT NULL,
  channel TEXT NOT NULL,
  given_at INTEGER NOT NULL,
  withdrawn_at INTEGER
) STRICT;
CREATE INDEX consents_person ON consents (person_id, purpose);
CREATE INDEX consents_contact ON consents (contact_id);

-- What is left of a consent after destroying: proof without the person (HMAC of the address).
CREATE TABLE consent_proofs (
  id INTEGER PRIMARY KEY,
  address_mac TEXT NOT NULL,
  purpose TEXT NOT NULL,
  version INTEGER NOT NULL,
  given_at INTEGER NOT NULL,
  withdrawn_at INTEGER,
  keep_until INTEGER NOT NULL
) STRICT;

-- Erasures done, so that a restore of an older backup can do them again.
CREATE TABLE erasures (
  id INTEGER PRIMARY KEY,
  address_mac TEXT NOT NULL,
  number_mac TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE staff (
  id INTEGER PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  role TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER,
  invited_by TEXT NOT NULL
) STRICT;
CREATE INDEX staff_contact ON staff (contact_id);

CREATE TABLE staff_invites (
  code_hash TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  role_until INTEGER,
  used_at INTEGER,
  used_by INTEGER REFERENCES contacts (id),
  invited_by TEXT NOT NULL
) STRICT;

-- What people wrote to staff before any request exists: PETUGAS, a question, words not understood, a voice note.
CREATE TABLE desk_messages (
  id INTEGER PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  person_id INTEGER REFERENCES people (id),
  cause TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX desk_messages_contact ON desk_messages (contact_id);

CREATE TABLE inbox (
  id INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  event TEXT NOT NULL,
  contact_id INTEGER REFERENCES contacts (id),
  n INTEGER NOT NULL DEFAULT 0,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  body TEXT NOT NULL,
  error TEXT NOT NULL DEFAULT '',
  session_version INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX inbox_event ON inbox (channel, account, event);
CREATE INDEX inbox_contact ON inbox (contact_id, n);
CREATE INDEX inbox_failed ON inbox (received_at) WHERE state = 'failed';
CREATE INDEX inbox_received ON inbox (received_at);

-- `held_until`: a row in back-off holds its lane of its contact until then. lane: 0 reply, 1 notice, 2 bulk. state: queued sending sent delivered read failed dead superseded cancelled expired.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  n INTEGER NOT NULL,
  lane INTEGER NOT NULL,
  state TEXT NOT NULL,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  held_until INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  doubts INTEGER NOT NULL DEFAULT 0,
  holder TEXT NOT NULL DEFAULT '',
  sending_at INTEGER,
  done_at INTEGER,
  platform_id TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX outbox_due ON outbox (channel, account, lane, not_before, id) WHERE state = 'queued';
CREATE INDEX outbox_sending ON outbox (channel, account, id) WHERE state = 'sending';
CREATE INDEX outbox_open ON outbox (contact_id, lane, id) WHERE state IN ('queued', 'sending');
CREATE INDEX outbox_contact ON outbox (contact_id, n);
CREATE INDEX outbox_platform ON outbox (contact_id, platform_id) WHERE platform_id <> '';
CREATE INDEX outbox_at ON outbox (at);

-- The next free slot of an account in microseconds, and until when the platform wants silence (429).
CREATE TABLE pace (
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  slot_us INTEGER NOT NULL,
  not_before INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (channel, account)
) STRICT;

CREATE TABLE sessions (
  contact_id INTEGER PRIMARY KEY REFERENCES contacts (id),
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- Files in: wanted, kept, refused or lost. `sha256` names the original under the data folder, `shown` the re-encoded copy.
CREATE TABLE media (
  id INTEGER PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  person_id INTEGER REFERENCES people (id),
  inbox_id INTEGER REFERENCES inbox (id),
  kind TEXT NOT NULL,
  ref TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  mime TEXT NOT NULL DEFAULT '',
  size INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL DEFAULT '',
  shown TEXT NOT NULL DEFAULT '',
  tries INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX media_wanted ON media (not_before, id) WHERE state = 'wanted';
CREATE INDEX media_contact ON media (contact_id);

-- A file a platform already holds, so that it is uploaded once.
CREATE TABLE media_sent (
  sha256 TEXT NOT NULL,
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  platform_id TEXT NOT NULL,
  PRIMARY KEY (sha256, channel, account)
) STRICT;

-- What is due once, however many processes look: (name, due) is taken by whoever inserts it.
CREATE TABLE schedule (
  name TEXT NOT NULL,
  due INTEGER NOT NULL,
  state TEXT NOT NULL,
  at INTEGER NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (name, due)
) STRICT;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  before TEXT NOT NULL DEFAULT '',
  after TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX audit_subject ON audit (subject, subject_id);

-- Small facts of the running program: last sign of life, offsets, hashes of what a platform was told.
CREATE TABLE marks (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- Web sessions and one-time links: only hashes of the tokens.
CREATE TABLE web_sessions (
  token_hash TEXT PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX web_sessions_contact ON web_sessions (contact_id);
