-- name: add!
INSERT INTO audit (at, actor, action, subject, subject_id, before, after, reason)
VALUES (:at, :actor, :action, :subject, :subject_id, :before, :after, :reason);

-- name: of_subject
SELECT at, actor, action, before, after, reason FROM audit
WHERE subject = :subject AND subject_id = :subject_id ORDER BY id;
