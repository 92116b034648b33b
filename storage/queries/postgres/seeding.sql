-- name: sequences
-- After rows with ids of our own: the next ids go on from there.
SELECT setval(pg_get_serial_sequence('contacts', 'id'), (SELECT max(id) FROM contacts)),
  setval(pg_get_serial_sequence('people', 'id'), (SELECT max(id) FROM people));

-- name: request_ids
SELECT nextval(pg_get_serial_sequence('support_requests', 'id')) AS id FROM generate_series(1, :count);

-- name: message_ids
SELECT nextval(pg_get_serial_sequence('request_messages', 'id')) AS id FROM generate_series(1, :count);

-- name: room!
-- PostgreSQL has its own.
SELECT 1 AS done;
