-- Who came to an opportunity by which link.

-- `place` names where a link was put ("wa", "kelurahan"; "" for any other way), `what` is read or register: each once for
-- whoever it was, at the first named place. `contact_id` is NULL for a page's reader (`reader` is a MAC then, '' after a
-- week) and once the contact is erased: the count stays. Applications keep their own place.
CREATE TABLE shares (
  id INTEGER PRIMARY KEY,
  opportunity_id INTEGER NOT NULL REFERENCES opportunities (id),
  place TEXT NOT NULL,
  what TEXT NOT NULL,
  contact_id INTEGER REFERENCES contacts (id),
  reader TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX shares_contact ON shares (opportunity_id, what, contact_id) WHERE contact_id IS NOT NULL;
CREATE UNIQUE INDEX shares_reader ON shares (opportunity_id, what, reader) WHERE reader <> '';
CREATE INDEX shares_came ON shares (contact_id, at) WHERE contact_id IS NOT NULL;
CREATE INDEX shares_old ON shares (at) WHERE reader <> '';
CREATE INDEX shares_counts ON shares (opportunity_id, place, what);
