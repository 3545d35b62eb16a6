-- From version 2 to 3: what a reader should know of the print, and the indicators of a plan.

ALTER TABLE measure ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN note TEXT NOT NULL DEFAULT '';

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
