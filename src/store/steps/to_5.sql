-- From version 4 to 5: people with several departments, their keys and visits, occurrences of recurring duties, and what
-- a report says beside its words.

CREATE TABLE person_5 (
    login      TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    role       TEXT NOT NULL CHECK (role IN ('coordinator', 'liaison', 'viewer', 'administrator')),
    retired_on TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO person_5 (login, name, role) SELECT login, name, role FROM person;
CREATE TABLE person_department (
    login         TEXT NOT NULL REFERENCES person_5 (login),
    position      INTEGER NOT NULL,
    department_id INTEGER NOT NULL REFERENCES department (id),
    PRIMARY KEY (login, position)
) STRICT, WITHOUT ROWID;
INSERT INTO person_department (login, position, department_id)
SELECT login, 0, department_id FROM person WHERE department_id IS NOT NULL;
DROP TABLE person;
ALTER TABLE person_5 RENAME TO person;
CREATE INDEX person_by_department ON person_department (department_id);

CREATE TABLE ssh_key (
    id         TEXT PRIMARY KEY,
    login      TEXT NOT NULL REFERENCES person (login),
    kind       TEXT NOT NULL,
    body       TEXT NOT NULL,
    label      TEXT NOT NULL DEFAULT '',
    added_on   TEXT NOT NULL,
    revoked_on TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ssh_key_by_body ON ssh_key (body) WHERE revoked_on IS NULL;
CREATE INDEX ssh_key_by_login ON ssh_key (login);

CREATE TABLE visit (
    login    TEXT PRIMARY KEY,
    event_id INTEGER NOT NULL,
    at       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE task ADD COLUMN duty_id INTEGER REFERENCES task (id);
ALTER TABLE task ADD COLUMN period TEXT CHECK ((duty_id IS NULL) = (period IS NULL));
CREATE UNIQUE INDEX task_once_a_period ON task (duty_id, period) WHERE duty_id IS NOT NULL;
CREATE INDEX task_duty ON task (id) WHERE recurrence IS NOT NULL AND duty_id IS NULL AND status = 'in_progress';

CREATE TABLE event_5 (
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
    indicator_id INTEGER REFERENCES indicator (id),
    department_id INTEGER REFERENCES department (id),
    login      TEXT REFERENCES person (login),
    report     TEXT,
    CHECK (task_id IS NOT NULL OR measure_id IS NOT NULL OR indicator_id IS NOT NULL OR department_id IS NOT NULL
        OR login IS NOT NULL)
) STRICT;
INSERT INTO event_5 (id, at, day, actor, verb, task_id, text, before, after, given, hash, measure_id, taken, step, undoes,
    indicator_id, department_id)
SELECT id, at, day, actor, verb, task_id, text, before, after, given, hash, measure_id, taken, step, undoes,
    indicator_id, department_id
FROM event ORDER BY id;
DROP TABLE event;
ALTER TABLE event_5 RENAME TO event;
CREATE INDEX event_by_task ON event (task_id, id);
CREATE INDEX event_by_measure ON event (measure_id, id) WHERE measure_id IS NOT NULL;
CREATE INDEX event_by_step ON event (step) WHERE step IS NOT NULL;
CREATE INDEX event_by_undone ON event (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX event_by_indicator ON event (indicator_id, id) WHERE indicator_id IS NOT NULL;
CREATE INDEX event_by_department ON event (department_id, id) WHERE department_id IS NOT NULL;
CREATE INDEX event_by_login ON event (login, id) WHERE login IS NOT NULL;
CREATE INDEX event_by_actor ON event (actor, id);
CREATE INDEX event_by_day ON event (day, id);
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'event is append-only');
END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'event is append-only');
END;

ALTER TABLE task ADD COLUMN since TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN mark TEXT CHECK (mark IN ('declined', 'sent_back', 'urged'));
ALTER TABLE task ADD COLUMN reported_on TEXT;
-- As domain::inbox::Standing reads the events; before version 5 nobody took a task's work back.
UPDATE task SET
    since = coalesce(
        (SELECT e.day FROM event e
        WHERE e.task_id = task.id AND (e.before IS NULL OR e.verb = 'assign'
            OR e.before ->> 'status' IS NOT e.after ->> 'status' OR e.before ->> 'lead' IS NOT e.after ->> 'lead')
        ORDER BY e.id DESC LIMIT 1),
        substr(updated_at, 1, 10)),
    mark = (SELECT CASE e.verb WHEN 'decline' THEN 'declined' WHEN 'send_back' THEN 'sent_back' WHEN 'urge' THEN 'urged' END
        FROM event e
        WHERE e.task_id = task.id AND e.verb IN ('create', 'assign', 'decline', 'report', 'submit', 'close', 'send_back',
            'urge', 'cancel', 'reopen')
        ORDER BY e.id DESC LIMIT 1),
    reported_on = (SELECT max(e.day) FROM event e WHERE e.task_id = task.id AND e.verb IN ('report', 'submit'));
DROP INDEX task_by_lead;
CREATE INDEX task_by_lead ON task (lead_id, status, last_day, id, mark);
CREATE INDEX task_waiting ON task (status, since, id, mark) WHERE status IN ('draft', 'assigned', 'submitted');
CREATE INDEX task_marked ON task (mark, status, lead_id, last_day, id) WHERE mark IS NOT NULL;
CREATE INDEX task_reported ON task (lead_id, reported_on) WHERE reported_on IS NOT NULL;
