-- The whole schema as of user_version 1, as it was released: what the step to version 2 starts from in its test.

-- Plan (计划): one issued document.
CREATE TABLE plan (
    id           INTEGER PRIMARY KEY,
    slug         TEXT NOT NULL UNIQUE,          -- the short word for the command line
    title        TEXT NOT NULL,
    doc_no       TEXT NOT NULL DEFAULT '',      -- 文号
    issuer       TEXT NOT NULL DEFAULT '',
    issued_on    TEXT,
    period_start TEXT,
    period_end   TEXT,
    digest       TEXT NOT NULL,                 -- SHA-256 of the document: the same one is not taken twice unasked
    created_at   TEXT NOT NULL
) STRICT;

-- Section (篇章节): a heading above measures; sections nest.
CREATE TABLE section (
    id        INTEGER PRIMARY KEY,
    plan_id   INTEGER NOT NULL REFERENCES plan (id),
    parent_id INTEGER REFERENCES section (id),
    position  INTEGER NOT NULL,                 -- in printed order, from 0, over the whole plan
    heading   TEXT NOT NULL,
    path      TEXT NOT NULL                     -- headings from the outermost down, joined by ' › '
) STRICT;
-- The plan pane unfolds one section at a time.
CREATE INDEX section_by_parent ON section (plan_id, parent_id, position);

-- Measure (措施): the smallest numbered or titled unit with its own paragraph.
CREATE TABLE measure (
    id         INTEGER PRIMARY KEY,
    plan_id    INTEGER NOT NULL REFERENCES plan (id),
    section_id INTEGER REFERENCES section (id),
    position   INTEGER NOT NULL,                -- in printed order, from 0, over the whole plan
    number     TEXT NOT NULL,
    title      TEXT NOT NULL,
    printed    TEXT NOT NULL DEFAULT '',        -- the paragraph as printed; never changed
    line       INTEGER                          -- where it begins in the document
) STRICT;
-- The plan pane unfolds one section at a time.
CREATE INDEX measure_by_section ON measure (plan_id, section_id, position);

-- The owners of a measure as printed (责任单位), in printed order.
CREATE TABLE measure_owner (
    measure_id    INTEGER NOT NULL REFERENCES measure (id),
    position      INTEGER NOT NULL,
    printed       TEXT NOT NULL,
    role          TEXT NOT NULL CHECK (role IN ('lead', 'support')),
    department_id INTEGER NOT NULL REFERENCES department (id),
    PRIMARY KEY (measure_id, position)
) STRICT, WITHOUT ROWID;

-- A part of a measure's paragraph that became no task, and why: with the tasks it covers the whole paragraph (分解情况).
CREATE TABLE no_task (
    id         INTEGER PRIMARY KEY,
    measure_id INTEGER NOT NULL REFERENCES measure (id),
    quote      TEXT NOT NULL,
    reason     TEXT NOT NULL
) STRICT;
CREATE INDEX no_task_by_measure ON no_task (measure_id);

-- Department (部门/单位): who answers.
CREATE TABLE department (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE,         -- as plans print it
    short_name    TEXT NOT NULL,
    kind          TEXT NOT NULL,                -- bureau, district, group, …
    successor_id  INTEGER REFERENCES department (id),  -- the body that answers since a reform (机构改革)
    succeeded_on  TEXT,                         -- from this day on
    CHECK ((successor_id IS NULL) = (succeeded_on IS NULL))
) STRICT;

-- Every other name of a department.
CREATE TABLE department_alias (
    alias         TEXT PRIMARY KEY,
    department_id INTEGER NOT NULL REFERENCES department (id)
) STRICT, WITHOUT ROWID;

-- Person (人员). Without any row, whoever can write the file is its coordinator.
CREATE TABLE person (
    login         TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    role          TEXT NOT NULL CHECK (role IN ('coordinator', 'liaison', 'viewer', 'administrator')),
    department_id INTEGER REFERENCES department (id),
    CHECK (role <> 'liaison' OR department_id IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- Task (任务): one checkable promise of a measure.
CREATE TABLE task (
    id                 INTEGER PRIMARY KEY,
    plan_id            INTEGER NOT NULL REFERENCES plan (id),
    measure_id         INTEGER NOT NULL REFERENCES measure (id),
    position           INTEGER NOT NULL,        -- in printed order, from 0, inside the measure
    title              TEXT NOT NULL,
    quote              TEXT NOT NULL DEFAULT '',-- the words of the document it stands on
    target             TEXT NOT NULL DEFAULT '',
    deadline_phrase    TEXT NOT NULL DEFAULT '',-- as printed, kept for ever
    deadline_start     TEXT,
    deadline_precision TEXT NOT NULL,
    deadline_inherited INTEGER NOT NULL CHECK (deadline_inherited IN (0, 1)),
    deadline_confirm   INTEGER NOT NULL CHECK (deadline_confirm IN (0, 1)),
    first_last_day     TEXT,                    -- the first last day; never overwritten
    last_day           TEXT,                    -- the last day in force; overdue from the day after
    recurrence         TEXT,
    lead_id            INTEGER REFERENCES department (id),
    lead_printed       TEXT NOT NULL DEFAULT '',
    status             TEXT NOT NULL CHECK (status IN
                         ('draft', 'assigned', 'in_progress', 'submitted', 'done', 'suspended', 'cancelled')),
    status_back        TEXT,                    -- the status before a suspension or cancellation
    percent            INTEGER NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
    rev                INTEGER NOT NULL DEFAULT 1,  -- row version: a change names the one it saw
    updated_at         TEXT NOT NULL
) STRICT;
-- The tree shows a measure's tasks in printed order.
CREATE INDEX task_by_measure ON task (measure_id, position);
-- The overdue pane and the due lists: open tasks, the earliest last day first. Partial: what is closed never shows there.
CREATE INDEX task_open_by_last_day ON task (last_day, id) WHERE status IN ('assigned', 'in_progress', 'submitted');
-- The department pane: counts by lead, and one department's tasks, from the index alone.
CREATE INDEX task_by_lead ON task (lead_id, status, last_day, id);
-- The plan list counts its tasks.
CREATE INDEX task_by_plan ON task (plan_id, status);

-- The supporting departments (配合单位) of a task, in printed order.
CREATE TABLE task_support (
    task_id       INTEGER NOT NULL REFERENCES task (id),
    position      INTEGER NOT NULL,
    department_id INTEGER NOT NULL REFERENCES department (id),
    PRIMARY KEY (task_id, position)
) STRICT, WITHOUT ROWID;
-- What a department supports.
CREATE INDEX task_support_by_department ON task_support (department_id, task_id);

-- Event (留痕): who did what, before and after. Append-only; each row's hash covers itself and the row before.
CREATE TABLE event (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,                      -- when it was written down, UTC
    day     TEXT NOT NULL,                      -- the civil day it counts for
    actor   TEXT NOT NULL,
    verb    TEXT NOT NULL,
    task_id INTEGER NOT NULL REFERENCES task (id),
    text    TEXT NOT NULL DEFAULT '',
    before  TEXT,                               -- the task's changing part as JSON; NULL where it begins
    after   TEXT NOT NULL,
    given   TEXT,                               -- for create and assign: support and deadline after it, as JSON
    hash    TEXT NOT NULL                       -- SHA-256 over the hash before and every column of this row
) STRICT;
-- A task's own history, and the fold of the weekly summary.
CREATE INDEX event_by_task ON event (task_id, id);

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'event is append-only');
END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'event is append-only');
END;

-- Search: every character of a task's words and of its lead's names is a token, so that a phrase query finds any
-- substring, one Chinese character or more; pinyin initials stand behind them. Contentless: the words live in task.
CREATE VIRTUAL TABLE task_search USING fts5 (
    words,
    content = '',
    contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0"
);
