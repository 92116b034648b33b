-- What erasing and retention look for, without reading whole tables.
CREATE INDEX media_inbox ON media (inbox_id);
CREATE INDEX media_person ON media (person_id);
CREATE INDEX media_sha256 ON media (sha256);
CREATE INDEX media_shown ON media (shown);
CREATE INDEX desk_messages_person ON desk_messages (person_id);
CREATE INDEX desk_messages_at ON desk_messages (at);
CREATE INDEX contacts_declined ON contacts (declined_at) WHERE declined_at IS NOT NULL;
CREATE INDEX people_invited ON people (invited_by) WHERE invited_by <> '';
CREATE INDEX inbox_passed ON inbox (received_at) WHERE state = 'passed';
