-- From version 7 to 8: lists of tasks that somebody wants to see again; what a person typed and did not send is
-- kept; what others read is counted, so that a draft makes nobody read anything again.

CREATE TABLE saved_view (
    id          INTEGER PRIMARY KEY,
    login       TEXT NOT NULL,
    name        TEXT NOT NULL,
    words       TEXT NOT NULL,
    arrangement TEXT NOT NULL,
    key         INTEGER,
    shared      INTEGER NOT NULL CHECK (shared IN (0, 1)),
    UNIQUE (login, name)
) STRICT;

CREATE TABLE form_draft (
    login  TEXT NOT NULL,                       -- as the record names who acts; no reference: a stand-in has none
    form   TEXT NOT NULL,                       -- the act: report, assign, department-rename
    target TEXT NOT NULL,                       -- what it is meant for: task/12, tasks/1,2; empty where there is only one
    title  TEXT NOT NULL,                       -- both as the person reads them
    fields TEXT NOT NULL,                       -- what was typed, as a JSON array of label and text
    at     TEXT NOT NULL,                       -- when it was kept, UTC
    PRIMARY KEY (login, form, target)
) STRICT, WITHOUT ROWID;

CREATE TABLE written (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    times INTEGER NOT NULL
) STRICT;
INSERT INTO written (id, times) VALUES (1, 0);
