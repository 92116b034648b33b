-- name: sequences
-- After rows with ids of our own: the next ids go on from there.
SELECT setval(pg_get_serial_sequence('contacts', 'id'), (SELECT max(id) FROM contacts)),
  setval(pg_get_serial_sequence('people', 'id'), (SELECT max(id) FROM people));
