-- From version 5 to 6: documents that were sent are kept; a summary finds the records that it must read whole.

CREATE TABLE dispatch (
    id         INTEGER PRIMARY KEY,
    at         TEXT NOT NULL,
    day        TEXT NOT NULL,
    actor      TEXT NOT NULL,
    period     TEXT NOT NULL,
    title      TEXT NOT NULL,
    number     TEXT NOT NULL DEFAULT '',
    recipients TEXT NOT NULL DEFAULT '[]',
    file       TEXT NOT NULL,
    body       BLOB NOT NULL,
    sha256     TEXT NOT NULL,
    event_id   INTEGER
) STRICT;

CREATE TRIGGER dispatch_is_never_changed BEFORE UPDATE ON dispatch
BEGIN
    SELECT RAISE(ABORT, 'dispatch is kept as sent');
END;
CREATE TRIGGER dispatch_is_never_deleted BEFORE DELETE ON dispatch
BEGIN
    SELECT RAISE(ABORT, 'dispatch is kept as sent');
END;

CREATE INDEX event_beyond_row ON event (task_id)
    WHERE verb IN ('send_back', 'grant', 'revise', 'undo', 'redo') AND task_id IS NOT NULL;
