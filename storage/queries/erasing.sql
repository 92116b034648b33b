-- name: told_at
SELECT at FROM schedule WHERE name = :name AND due = :due;

-- name: on_its_way
-- What still waits to be sent to a person, or is being sent.
SELECT count(*) AS n FROM contact_person cp JOIN outbox o ON o.contact_id = cp.contact_id
WHERE cp.person_id = :person_id AND o.state IN ('queued', 'sending');

-- name: number
SELECT number FROM people WHERE id = :person_id AND status <> 'erased';

-- name: empty_person!
-- The row stays where others stand on it, and says nothing of anybody.
UPDATE people SET number = :number, kind = 'person', name = '', group_name = '', story = '', district = '', ward = '',
  place = '', invited_by = '', status = 'erased', erase_at = NULL, last_active = 0, version = version + 1
WHERE id = :person_id AND status <> 'erased';

-- name: drop_person!
-- Nothing stands on it: not even an act in the audit.
DELETE FROM people WHERE id = :person_id
  AND NOT EXISTS (SELECT 1 FROM audit a WHERE a.subject = 'people' AND a.subject_id = :person_id);

-- name: contacts
-- The contacts that speak for a person, and for how many others.
SELECT c.id, c.channel, c.account, c.chat, cp.active,
  (SELECT count(*) FROM contact_person o WHERE o.contact_id = c.id AND o.person_id <> :person_id) AS others
FROM contact_person cp JOIN contacts c ON c.id = cp.contact_id
WHERE cp.person_id = :person_id ORDER BY c.id;

-- name: consents
SELECT s.purpose, s.version, s.given_at, s.withdrawn_at, c.channel, c.account, c.chat
FROM consents s JOIN contacts c ON c.id = s.contact_id WHERE s.person_id = :person_id ORDER BY s.id;

-- name: prove!
INSERT INTO consent_proofs (address_mac, purpose, version, given_at, withdrawn_at, keep_until)
VALUES (:address_mac, :purpose, :version, :given_at, :withdrawn_at, :keep_until);

-- name: drop_consents!
DELETE FROM consents WHERE person_id = :person_id;

-- name: drop_links!
DELETE FROM contact_person WHERE person_id = :person_id;

-- name: unlink_announcements!
-- That a chat got an announcement stays for the figures, not who that was.
UPDATE announcement_recipients SET person_id = NULL WHERE person_id = :person_id;

-- name: empty_applications!
-- That somebody had a place stays for the figures, not who that was. The version keeps out whoever read it before.
UPDATE applications SET person_id = NULL, contact_id = NULL, answers = '{}', works = '[]', place = '', words = '',
  outcome = '', version = version + 1,
  state = CASE WHEN state IN ('draft', 'submitted', 'shortlisted', 'waiting', 'chosen') THEN 'withdrawn' ELSE state END
WHERE person_id = :person_id;

-- name: drop_told!
-- What it was told of. That a chat got a message stays for the figures.
DELETE FROM alert_told WHERE person_id = :person_id;

-- name: drop_rhythm!
DELETE FROM alert_rhythms WHERE person_id = :person_id;

-- name: drop_sub_sectors!
DELETE FROM person_sub_sector WHERE person_id = :person_id;

-- name: unlink_posters!
-- An opportunity loses the picture that somebody sent for it.
UPDATE opportunities SET poster_id = NULL WHERE poster_id IN (SELECT m.id FROM media m WHERE m.person_id = :person_id);

-- name: unlink_contact_posters!
UPDATE opportunities SET poster_id = NULL WHERE poster_id IN (SELECT m.id FROM media m WHERE m.contact_id = :contact_id);

-- name: drop_contact_proposals!
-- What somebody proposed and no officer has handed in.
DELETE FROM opportunities WHERE proposed_by = :contact_id AND submitted_by = '' AND published_at IS NULL;

-- name: unlink_proposals!
UPDATE opportunities SET proposed_by = NULL WHERE proposed_by = :contact_id;

-- name: unlink_pictures!
-- Likewise an announcement.
UPDATE announcements SET poster_id = NULL WHERE poster_id IN (SELECT m.id FROM media m WHERE m.person_id = :person_id);

-- name: unlink_contact_pictures!
UPDATE announcements SET poster_id = NULL WHERE poster_id IN (SELECT m.id FROM media m WHERE m.contact_id = :contact_id);

-- name: drop_media
DELETE FROM media WHERE person_id = :person_id RETURNING sha256, shown;

-- name: drop_desk_messages!
DELETE FROM desk_messages WHERE person_id = :person_id;

-- name: forget_referrals!
-- Whoever was invited by this number no longer says so.
UPDATE people SET invited_by = '' WHERE invited_by = :number AND invited_by <> '';

-- name: drop_schedule!
DELETE FROM schedule WHERE name = :name;

-- name: activate!
-- A contact that speaks for others too goes on with the one it knows longest.
UPDATE contact_person SET active = 1 WHERE contact_id = :contact_id AND person_id = (
  SELECT min(o.person_id) FROM contact_person o WHERE o.contact_id = :contact_id);

-- name: blank_audit!
-- The act stays, what it said of the person goes.
UPDATE audit SET before = '', after = '', reason = '' WHERE subject = :subject AND subject_id = :subject_id;

-- name: blank_staff_audit!
UPDATE audit SET before = '', after = '', reason = ''
WHERE subject = 'staff' AND subject_id IN (SELECT s.id FROM staff s WHERE s.contact_id = :contact_id);

-- name: drop_contact_media
DELETE FROM media WHERE contact_id = :contact_id RETURNING sha256, shown;

-- name: drop_contact_desk_messages!
DELETE FROM desk_messages WHERE contact_id = :contact_id;

-- name: drop_contact_outbox!
DELETE FROM outbox WHERE contact_id = :contact_id;

-- name: drop_contact_inbox!
DELETE FROM inbox WHERE contact_id = :contact_id;

-- name: drop_contact_session!
DELETE FROM sessions WHERE contact_id = :contact_id;

-- name: drop_contact_addresses!
DELETE FROM addresses WHERE contact_id = :contact_id;

-- name: drop_contact_web_sessions!
DELETE FROM web_sessions WHERE contact_id = :contact_id;

-- name: end_staff!
UPDATE staff SET until = :now WHERE contact_id = :contact_id AND (until IS NULL OR until > :now);

-- name: unlink_invites!
UPDATE staff_invites SET used_by = NULL WHERE used_by = :contact_id;

-- name: empty_contact!
-- The id stays, for the audit; `declined_at` lets the hourly job clear away whatever may still arrive under it.
UPDATE contacts SET channel = 'erased', account = '', chat = '', language = 'id', profile_name = '', reach = 'closed',
  declined_at = :now
WHERE id = :contact_id;

-- name: drop_sent!
-- The platform's own name of a file that no row names any more.
DELETE FROM media_sent WHERE sha256 = :sha256
  AND NOT EXISTS (SELECT 1 FROM media m WHERE m.sha256 = :sha256)
  AND NOT EXISTS (SELECT 1 FROM media m WHERE m.shown = :sha256);

-- name: note!
INSERT INTO erasures (address_mac, number_mac, at) VALUES (:address_mac, :number_mac, :at);

-- name: done
SELECT address_mac, number_mac, at FROM erasures ORDER BY id;

-- name: people_after
SELECT id, number, since FROM people WHERE id > :after AND status <> 'erased' ORDER BY id LIMIT :most;

-- name: strangers_after
-- Contacts that speak for nobody.
SELECT c.id, c.channel, c.account, c.chat, c.since FROM contacts c
WHERE c.id > :after AND c.channel <> 'erased'
  AND NOT EXISTS (SELECT 1 FROM contact_person cp WHERE cp.contact_id = c.id)
ORDER BY c.id LIMIT :most;

-- name: unlink_shares!
UPDATE shares SET contact_id = NULL WHERE contact_id = :contact_id;
