-- duban's whole schema as of user_version 8. A new file gets it in one step; src/store/migrate.rs steps older files up.
-- Days are civil days in China as YYYY-MM-DD, instants are UTC as RFC 3339. Names of tables are singular.

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
    path      TEXT NOT NULL,                    -- headings from the outermost down, joined by ' › '
    printed   TEXT NOT NULL DEFAULT ''          -- what stands under it and is no measure: background, principles, goals
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
    printed    TEXT NOT NULL DEFAULT '',        -- the paragraph as printed; only a new edition of the plan changes it
    line       INTEGER,                         -- where it begins in the document
    labels     TEXT NOT NULL DEFAULT '[]',      -- where heading and owners stand in it: [[from, to], …] in bytes
    open_words INTEGER NOT NULL DEFAULT 0,      -- stretches of it that are neither label nor task nor no_task
    settled    TEXT,                            -- why it needs no task at all; NULL until a coordinator says so
    gone_in    INTEGER REFERENCES edition (id), -- the edition that no longer prints it
    rev        INTEGER NOT NULL DEFAULT 1,      -- row version of the breakdown: a change names the one it saw
    note       TEXT NOT NULL DEFAULT ''         -- what a reader should know of its print: a slip, a likely meaning
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
    id          INTEGER PRIMARY KEY,
    measure_id  INTEGER NOT NULL REFERENCES measure (id),
    quote       TEXT NOT NULL,
    words_start INTEGER NOT NULL,               -- where the quote stands in measure.printed, in bytes
    words_end   INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    decided_by  TEXT NOT NULL DEFAULT ''        -- who said so; empty for the reader
) STRICT;
CREATE INDEX no_task_by_measure ON no_task (measure_id);

-- What of a document stands in no section, measure or indicator: title page, annexes, tables. With it nothing is lost.
CREATE TABLE outside (
    plan_id  INTEGER NOT NULL REFERENCES plan (id),
    position INTEGER NOT NULL,
    line     INTEGER NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('front', 'annex', 'table', 'indicator')),
    text     TEXT NOT NULL,
    PRIMARY KEY (plan_id, position)
) STRICT, WITHOUT ROWID;

-- Indicator (指标): a row of a plan's indicator table, its cells as printed.
CREATE TABLE indicator (
    id        INTEGER PRIMARY KEY,
    plan_id   INTEGER NOT NULL REFERENCES plan (id),
    position  INTEGER NOT NULL,                 -- in printed order, from 0, over the whole plan
    domain    TEXT NOT NULL DEFAULT '',         -- 领域
    name      TEXT NOT NULL,
    unit      TEXT NOT NULL DEFAULT '',
    kind      TEXT NOT NULL DEFAULT '',         -- 约束性 or 预期性, as printed
    owner     TEXT NOT NULL DEFAULT '',         -- the body in brackets behind the name, as printed
    direction TEXT NOT NULL DEFAULT '',     -- which way is better: ≥, ≤, up, down, as printed or read off
    note      TEXT NOT NULL DEFAULT '',         -- like measure.note
    gone_in   INTEGER REFERENCES edition (id)   -- the edition that no longer prints it; its readings stay
) STRICT;
CREATE INDEX indicator_by_plan ON indicator (plan_id, position);

-- The cells of an indicator: the state in a year before the plan, the targets of later ones.
CREATE TABLE indicator_cell (
    indicator_id INTEGER NOT NULL REFERENCES indicator (id),
    year         INTEGER NOT NULL,
    printed      TEXT NOT NULL,
    PRIMARY KEY (indicator_id, year)
) STRICT, WITHOUT ROWID;

-- The readings of an indicator as they stand: one a year; how they came is in the record.
CREATE TABLE reading (
    indicator_id INTEGER NOT NULL REFERENCES indicator (id),
    year         INTEGER NOT NULL,
    value        REAL NOT NULL,
    source       TEXT NOT NULL,                 -- a yearbook, a document number
    PRIMARY KEY (indicator_id, year)
) STRICT, WITHOUT ROWID;

-- Edition (版本): a later printing of a plan, compared with what the file holds.
CREATE TABLE edition (
    id        INTEGER PRIMARY KEY,
    plan_id   INTEGER NOT NULL REFERENCES plan (id),
    title     TEXT NOT NULL,
    doc_no    TEXT NOT NULL DEFAULT '',
    issued_on TEXT,
    digest    TEXT NOT NULL,                    -- SHA-256 of the document
    same      INTEGER NOT NULL,                 -- how many measures and indicators it prints as they are
    actor     TEXT NOT NULL,
    at        TEXT NOT NULL
) STRICT;
CREATE INDEX edition_by_plan ON edition (plan_id, id);

-- What an edition changes, a measure or an indicator a row, until a coordinator has decided on it and after.
CREATE TABLE edition_change (
    id         INTEGER PRIMARY KEY,
    edition_id INTEGER NOT NULL REFERENCES edition (id),
    position   INTEGER NOT NULL,                -- in the order of the new document, measures and indicators each from 0
    kind       TEXT NOT NULL CHECK (kind IN ('changed', 'new', 'gone')),
    measure_id INTEGER REFERENCES measure (id), -- NULL for one that is new and not taken yet
    before     TEXT NOT NULL DEFAULT '',        -- what the file held when the edition came: the paragraph, or the row as text
    draft      TEXT,                            -- the new measure broken down, or the new row, as JSON; NULL for one that is gone
    decision   TEXT CHECK (decision IN ('taken', 'refused')),
    basis      TEXT NOT NULL DEFAULT '',        -- document number and date, or why it is refused
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at TEXT,
    subject    TEXT NOT NULL DEFAULT 'measure' CHECK (subject IN ('measure', 'indicator')),
    indicator_id INTEGER REFERENCES indicator (id) -- like measure_id
) STRICT;
CREATE INDEX edition_change_by_edition ON edition_change (edition_id, position);

-- Department (部门/单位): who answers.
CREATE TABLE department (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE,         -- as plans print it
    short_name    TEXT NOT NULL,
    kind          TEXT NOT NULL,                -- bureau, district, group, …
    successor_id  INTEGER REFERENCES department (id),  -- the body that answers since a reform (机构改革)
    succeeded_on  TEXT,                         -- from this day on
    retired_on    TEXT,                         -- from this day on nothing is given to it (停用)
    CHECK ((successor_id IS NULL) = (succeeded_on IS NULL))
) STRICT;

-- Every other name of a department.
CREATE TABLE department_alias (
    alias         TEXT PRIMARY KEY,
    department_id INTEGER NOT NULL REFERENCES department (id)
) STRICT, WITHOUT ROWID;

-- The members of a printed group (各县区政府) in one plan: every place has its own.
CREATE TABLE group_member (
    plan_id       INTEGER NOT NULL REFERENCES plan (id),
    group_id      INTEGER NOT NULL REFERENCES department (id),
    position      INTEGER NOT NULL,
    department_id INTEGER NOT NULL REFERENCES department (id),
    PRIMARY KEY (plan_id, group_id, position)
) STRICT, WITHOUT ROWID;

-- Person (人员). Without any row, whoever can write the file is its coordinator. Nobody is ever taken out: the record names them.
CREATE TABLE person (
    login      TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    role       TEXT NOT NULL CHECK (role IN ('coordinator', 'liaison', 'viewer', 'administrator')),
    retired_on TEXT                             -- from this day on the person does nothing more (停用)
) STRICT, WITHOUT ROWID;

-- The departments that a person acts for, the main one first; a liaison has at least one.
CREATE TABLE person_department (
    login         TEXT NOT NULL REFERENCES person (login),
    position      INTEGER NOT NULL,
    department_id INTEGER NOT NULL REFERENCES department (id),
    PRIMARY KEY (login, position)
) STRICT, WITHOUT ROWID;
-- Who acts for a department: whom to call.
CREATE INDEX person_by_department ON person_department (department_id);

-- SSH key (密钥): the way in for a person from afar. Its id is opaque, so that an authorized_keys line names nobody.
CREATE TABLE ssh_key (
    id         TEXT PRIMARY KEY,
    login      TEXT NOT NULL REFERENCES person (login),
    kind       TEXT NOT NULL,                   -- ssh-ed25519, …
    body       TEXT NOT NULL,                   -- the public key in base64
    label      TEXT NOT NULL DEFAULT '',        -- what the person calls it
    added_on   TEXT NOT NULL,
    revoked_on TEXT                             -- from this day on it lets nobody in
) STRICT, WITHOUT ROWID;
-- A public key lets in one person.
CREATE UNIQUE INDEX ssh_key_by_body ON ssh_key (body) WHERE revoked_on IS NULL;
CREATE INDEX ssh_key_by_login ON ssh_key (login);

-- Visit (到访): how far in the record a person had seen it when they last left.
CREATE TABLE visit (
    login    TEXT PRIMARY KEY,                  -- no reference: who can write the file needs no person row
    event_id INTEGER NOT NULL,
    at       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Saved view (视图): a list of tasks that somebody wants to see again, theirs or everybody's.
CREATE TABLE saved_view (
    id          INTEGER PRIMARY KEY,
    login       TEXT NOT NULL,                  -- no reference, like a visit's
    name        TEXT NOT NULL,
    words       TEXT NOT NULL,                  -- what narrows it, as typed into a filter
    arrangement TEXT NOT NULL,                  -- JSON: by which column, under which headings
    key         INTEGER,                        -- the function key that opens it
    shared      INTEGER NOT NULL CHECK (shared IN (0, 1)),
    UNIQUE (login, name)
) STRICT;

-- Draft of a form (草稿): what a person typed into a form and did not send. Only they see it.
CREATE TABLE form_draft (
    login  TEXT NOT NULL,                       -- as the record names who acts; no reference: a stand-in has none
    form   TEXT NOT NULL,                       -- the act: report, assign, department-rename
    target TEXT NOT NULL,                       -- what it is meant for: task/12, tasks/1,2; empty where there is only one
    title  TEXT NOT NULL,                       -- both as the person reads them
    fields TEXT NOT NULL,                       -- what was typed, as a JSON array of label and text
    at     TEXT NOT NULL,                       -- when it was kept, UTC
    PRIMARY KEY (login, form, target)
) STRICT, WITHOUT ROWID;

-- How often anything was written that others read: all but drafts. Open dashboards look at it before they read again.
CREATE TABLE written (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    times INTEGER NOT NULL
) STRICT;
INSERT INTO written (id, times) VALUES (1, 0);

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
    updated_at         TEXT NOT NULL,
    words_start        INTEGER,                 -- where the quote stands in measure.printed, in bytes; NULL without one
    words_end          INTEGER,
    note               TEXT NOT NULL DEFAULT '',-- like measure.note
    asked_day          TEXT,                    -- the last day that is asked for while an extension waits (延期待批)
    duty_id            INTEGER REFERENCES task (id), -- the recurring duty (周期性任务) of which it is one occurrence
    period             TEXT CHECK ((duty_id IS NULL) = (period IS NULL)), -- which: 2020, 2020-Q3, 2020-07
    since              TEXT NOT NULL DEFAULT '',-- the civil day on which it came to its status and its lead; like the next two
                                                -- what the events say, kept here so that the inbox need not ask them
    mark               TEXT CHECK (mark IN ('declined', 'sent_back', 'urged')), -- what nobody has answered yet
    reported_on        TEXT                     -- the last civil day on which a report came
) STRICT;
-- One occurrence a period, however many sessions make it at once.
CREATE UNIQUE INDEX task_once_a_period ON task (duty_id, period) WHERE duty_id IS NOT NULL;
-- The duties whose next occurrence may be due. Partial: few tasks are duties.
CREATE INDEX task_duty ON task (id) WHERE recurrence IS NOT NULL AND duty_id IS NULL AND status = 'in_progress';
-- The tree shows a measure's tasks in printed order.
CREATE INDEX task_by_measure ON task (measure_id, position);
-- The overdue pane and the due lists: open tasks, the earliest last day first. Partial: what is closed never shows there.
CREATE INDEX task_open_by_last_day ON task (last_day, id) WHERE status IN ('assigned', 'in_progress', 'submitted');
-- The department pane, a liaison's inbox and the weekly summary: counts by lead, and one department's tasks, from the index
-- alone.
CREATE INDEX task_by_lead ON task (lead_id, status, last_day, id, mark, since);
-- A coordinator's inbox: what waits to be reviewed, signed for or given out, the longest waiting first.
CREATE INDEX task_waiting ON task (status, since, id, mark) WHERE status IN ('draft', 'assigned', 'submitted');
-- What was declined, sent back or urged and is not answered yet, whoever asks.
CREATE INDEX task_marked ON task (mark, status, lead_id, last_day, id) WHERE mark IS NOT NULL;
-- When a department last reported (零反馈).
CREATE INDEX task_reported ON task (lead_id, reported_on) WHERE reported_on IS NOT NULL;
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

-- Extension (延期): a request to move a last day, and what became of it. The first deadline is never overwritten.
CREATE TABLE extension (
    id         INTEGER PRIMARY KEY,
    task_id    INTEGER NOT NULL REFERENCES task (id),
    from_day   TEXT NOT NULL,                   -- the last day in force when it was asked
    to_day     TEXT NOT NULL,                   -- the day asked for
    asked_by   TEXT NOT NULL,
    asked_on   TEXT NOT NULL,                   -- later than from_day: 逾期后申请
    reason     TEXT NOT NULL,
    basis      TEXT NOT NULL DEFAULT '',        -- document number and date, where the asker names one
    decision   TEXT CHECK (decision IN ('granted', 'refused', 'lapsed')), -- NULL while it waits
    decided_by TEXT NOT NULL DEFAULT '',
    decided_on TEXT,
    granted_to TEXT,                            -- the day granted, which may be another one
    opinion    TEXT NOT NULL DEFAULT '',        -- what the decider writes, a document number or why not
    CHECK ((decision IS NULL) = (decided_on IS NULL)),
    CHECK ((decision IS 'granted') = (granted_to IS NOT NULL))
) STRICT;
-- A task's own extensions, and that only one waits at a time.
CREATE INDEX extension_by_task ON extension (task_id, id);
CREATE UNIQUE INDEX extension_waiting ON extension (task_id) WHERE decision IS NULL;

-- Event (留痕): who did what, before and after. Append-only; each row's hash covers itself and the row before.
CREATE TABLE event (
    id         INTEGER PRIMARY KEY,
    at         TEXT NOT NULL,                   -- when it was written down, UTC
    day        TEXT NOT NULL,                   -- the civil day it counts for
    actor      TEXT NOT NULL,
    verb       TEXT NOT NULL,
    task_id    INTEGER,                         -- no reference: a draft that was dropped leaves its record here
    text       TEXT NOT NULL DEFAULT '',
    before     TEXT,                            -- the task's changing part as JSON; NULL where it begins
    after      TEXT NOT NULL,
    given      TEXT,                            -- its words, support and deadline after, as JSON; where they changed
    hash       TEXT NOT NULL,                   -- SHA-256 over the hash before and every column of this row
    measure_id INTEGER REFERENCES measure (id), -- where it belongs to the breakdown; without a task: the ledger's before, after
    taken      TEXT,                            -- like given, before
    step       INTEGER,                         -- the first event of the same user action
    undoes     INTEGER,                         -- the step that this one takes back
    indicator_id INTEGER REFERENCES indicator (id), -- where it notes a reading or takes one back
    department_id INTEGER REFERENCES department (id), -- where it says how a department is called and who answers after it
    login      TEXT REFERENCES person (login),  -- where it says what a person may do, or which key lets them in
    report     TEXT,                            -- what a report says beside its words, as JSON
    CHECK (task_id IS NOT NULL OR measure_id IS NOT NULL OR indicator_id IS NOT NULL OR department_id IS NOT NULL
        OR login IS NOT NULL)
) STRICT;
-- A task's own history, and the fold of the weekly summary.
CREATE INDEX event_by_task ON event (task_id, id);
-- What became of a measure's paragraph. Partial: most events belong to a task's work.
CREATE INDEX event_by_measure ON event (measure_id, id) WHERE measure_id IS NOT NULL;
-- Undo: the last step of one person that nobody has taken back.
CREATE INDEX event_by_step ON event (step) WHERE step IS NOT NULL;
CREATE INDEX event_by_undone ON event (undoes) WHERE undoes IS NOT NULL;
-- The history of an indicator and of a department. Partial like the others.
CREATE INDEX event_by_indicator ON event (indicator_id, id) WHERE indicator_id IS NOT NULL;
CREATE INDEX event_by_department ON event (department_id, id) WHERE department_id IS NOT NULL;
CREATE INDEX event_by_login ON event (login, id) WHERE login IS NOT NULL;
-- The log pane: what one person did, and what happened on a day; undo: a person's last steps.
CREATE INDEX event_by_actor ON event (actor, id);
CREATE INDEX event_by_day ON event (day, id);
-- What a task's row does not say of its record, for a summary that does not read it whole. Partial: they are few.
CREATE INDEX event_beyond_row ON event (task_id, verb)
    WHERE verb IN ('send_back', 'grant', 'undo', 'redo') AND task_id IS NOT NULL;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'event is append-only');
END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'event is append-only');
END;

-- Dispatch (发文): a document that was sent, byte for byte as it was. Never changed, never deleted.
CREATE TABLE dispatch (
    id         INTEGER PRIMARY KEY,
    at         TEXT NOT NULL,                   -- when it was written down, UTC
    day        TEXT NOT NULL,                   -- the civil day it was sent on
    actor      TEXT NOT NULL,
    period     TEXT NOT NULL,                   -- the term it is of: 2020-W52, 2020-12, 2020-Q4
    title      TEXT NOT NULL,
    number     TEXT NOT NULL DEFAULT '',        -- 期号 or 文号
    recipients TEXT NOT NULL DEFAULT '[]',      -- to whom it went, as a JSON array
    file       TEXT NOT NULL,                   -- the name of its file
    body       BLOB NOT NULL,
    sha256     TEXT NOT NULL,                   -- of the body
    event_id   INTEGER                          -- the newest event of the record it was made from
) STRICT;

CREATE TRIGGER dispatch_is_never_changed BEFORE UPDATE ON dispatch
BEGIN
    SELECT RAISE(ABORT, 'dispatch is kept as sent');
END;
CREATE TRIGGER dispatch_is_never_deleted BEFORE DELETE ON dispatch
BEGIN
    SELECT RAISE(ABORT, 'dispatch is kept as sent');
END;

-- Search: every character of a task's words and of its lead's names is a token, so that a phrase query finds any
-- substring, one Chinese character or more; pinyin initials stand behind them, and each syllable as one token behind py. Contentless: the words live in task.
CREATE VIRTUAL TABLE task_search USING fts5 (
    words,
    content = '',
    contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0"
);
