-- From version 1 to 2: the breakdown workspace, editions, what stands outside of measures.

CREATE TABLE outside (
    plan_id  INTEGER NOT NULL REFERENCES plan (id),
    position INTEGER NOT NULL,
    line     INTEGER NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('front', 'annex', 'table', 'indicator')),
    text     TEXT NOT NULL,
    PRIMARY KEY (plan_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE edition (
    id        INTEGER PRIMARY KEY,
    plan_id   INTEGER NOT NULL REFERENCES plan (id),
    title     TEXT NOT NULL,
    doc_no    TEXT NOT NULL DEFAULT '',
    issued_on TEXT,
    digest    TEXT NOT NULL,
    same      INTEGER NOT NULL,
    actor     TEXT NOT NULL,
    at        TEXT NOT NULL
) STRICT;
CREATE INDEX edition_by_plan ON edition (plan_id, id);

CREATE TABLE edition_change (
    id         INTEGER PRIMARY KEY,
    edition_id INTEGER NOT NULL REFERENCES edition (id),
    position   INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('changed', 'new', 'gone')),
    measure_id INTEGER REFERENCES measure (id),
    before     TEXT NOT NULL DEFAULT '',
    draft      TEXT,
    decision   TEXT CHECK (decision IN ('taken', 'refused')),
    basis      TEXT NOT NULL DEFAULT '',
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at TEXT
) STRICT;
CREATE INDEX edition_change_by_edition ON edition_change (edition_id, position);

ALTER TABLE section ADD COLUMN printed TEXT NOT NULL DEFAULT '';

ALTER TABLE measure ADD COLUMN labels TEXT NOT NULL DEFAULT '[]';
ALTER TABLE measure ADD COLUMN open_words INTEGER NOT NULL DEFAULT 0;
ALTER TABLE measure ADD COLUMN settled TEXT;
ALTER TABLE measure ADD COLUMN gone_in INTEGER REFERENCES edition (id);
ALTER TABLE measure ADD COLUMN rev INTEGER NOT NULL DEFAULT 1;

-- A quote stands where the paragraph first prints it; what is not found has no place.
ALTER TABLE task ADD COLUMN words_start INTEGER;
ALTER TABLE task ADD COLUMN words_end INTEGER;
UPDATE task
SET words_start = instr(CAST(m.printed AS BLOB), CAST(task.quote AS BLOB)) - 1
FROM measure m
WHERE m.id = task.measure_id AND task.quote <> '' AND instr(m.printed, task.quote) > 0;
UPDATE task SET words_end = words_start + length(CAST(quote AS BLOB)) WHERE words_start IS NOT NULL;

CREATE TABLE no_task_2 (
    id          INTEGER PRIMARY KEY,
    measure_id  INTEGER NOT NULL REFERENCES measure (id),
    quote       TEXT NOT NULL,
    words_start INTEGER NOT NULL,
    words_end   INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    decided_by  TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO no_task_2 (id, measure_id, quote, words_start, words_end, reason)
SELECT n.id, n.measure_id, n.quote,
    instr(CAST(m.printed AS BLOB), CAST(n.quote AS BLOB)) - 1,
    instr(CAST(m.printed AS BLOB), CAST(n.quote AS BLOB)) - 1 + length(CAST(n.quote AS BLOB)),
    n.reason
FROM no_task n
JOIN measure m ON m.id = n.measure_id
WHERE instr(m.printed, n.quote) > 0;
DROP TABLE no_task;
ALTER TABLE no_task_2 RENAME TO no_task;
CREATE INDEX no_task_by_measure ON no_task (measure_id);

CREATE TABLE event_2 (
    id         INTEGER PRIMARY KEY,
    at         TEXT NOT NULL,
    day        TEXT NOT NULL,
    actor      TEXT NOT NULL,
    verb       TEXT NOT NULL,
    task_id    INTEGER,
    text       TEXT NOT NULL DEFAULT '',
    before     TEXT,
    after      TEXT NOT NULL,
    given      TEXT,
    hash       TEXT NOT NULL,
    measure_id INTEGER REFERENCES measure (id),
    taken      TEXT,
    step       INTEGER,
    undoes     INTEGER,
    CHECK (task_id IS NOT NULL OR measure_id IS NOT NULL)
) STRICT;
INSERT INTO event_2 (id, at, day, actor, verb, task_id, text, before, after, given, hash)
SELECT id, at, day, actor, verb, task_id, text, before, after, given, hash FROM event ORDER BY id;
DROP TABLE event;
ALTER TABLE event_2 RENAME TO event;
CREATE INDEX event_by_task ON event (task_id, id);
CREATE INDEX event_by_measure ON event (measure_id, id) WHERE measure_id IS NOT NULL;
CREATE INDEX event_by_step ON event (step) WHERE step IS NOT NULL;
CREATE INDEX event_by_undone ON event (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'event is append-only');
END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'event is append-only');
END;
