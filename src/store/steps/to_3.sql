-- From version 2 to 3: what a reader should know of the print, and the indicators of a plan.

ALTER TABLE measure ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE department ADD COLUMN retired_on TEXT;

CREATE TABLE indicator (
    id        INTEGER PRIMARY KEY,
    plan_id   INTEGER NOT NULL REFERENCES plan (id),
    position  INTEGER NOT NULL,
    domain    TEXT NOT NULL DEFAULT '',
    name      TEXT NOT NULL,
    unit      TEXT NOT NULL DEFAULT '',
    kind      TEXT NOT NULL DEFAULT '',
    owner     TEXT NOT NULL DEFAULT '',
    direction TEXT NOT NULL DEFAULT '',
    note      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX indicator_by_plan ON indicator (plan_id, position);

CREATE TABLE indicator_cell (
    indicator_id INTEGER NOT NULL REFERENCES indicator (id),
    year         INTEGER NOT NULL,
    printed      TEXT NOT NULL,
    PRIMARY KEY (indicator_id, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE reading (
    indicator_id INTEGER NOT NULL REFERENCES indicator (id),
    year         INTEGER NOT NULL,
    value        REAL NOT NULL,
    source       TEXT NOT NULL,
    PRIMARY KEY (indicator_id, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_3 (
    id           INTEGER PRIMARY KEY,
    at           TEXT NOT NULL,
    day          TEXT NOT NULL,
    actor        TEXT NOT NULL,
    verb         TEXT NOT NULL,
    task_id      INTEGER,
    text         TEXT NOT NULL DEFAULT '',
    before       TEXT,
    after        TEXT NOT NULL,
    given        TEXT,
    hash         TEXT NOT NULL,
    measure_id   INTEGER REFERENCES measure (id),
    taken        TEXT,
    step         INTEGER,
    undoes       INTEGER,
    indicator_id INTEGER REFERENCES indicator (id),
    department_id INTEGER REFERENCES department (id),
    CHECK (task_id IS NOT NULL OR measure_id IS NOT NULL OR indicator_id IS NOT NULL OR department_id IS NOT NULL)
) STRICT;
INSERT INTO event_3 (id, at, day, actor, verb, task_id, text, before, after, given, hash, measure_id, taken, step, undoes)
SELECT id, at, day, actor, verb, task_id, text, before, after, given, hash, measure_id, taken, step, undoes
FROM event ORDER BY id;
DROP TABLE event;
ALTER TABLE event_3 RENAME TO event;
CREATE INDEX event_by_task ON event (task_id, id);
CREATE INDEX event_by_measure ON event (measure_id, id) WHERE measure_id IS NOT NULL;
CREATE INDEX event_by_step ON event (step) WHERE step IS NOT NULL;
CREATE INDEX event_by_undone ON event (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX event_by_indicator ON event (indicator_id, id) WHERE indicator_id IS NOT NULL;
CREATE INDEX event_by_department ON event (department_id, id) WHERE department_id IS NOT NULL;
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'event is append-only');
END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'event is append-only');
END;
