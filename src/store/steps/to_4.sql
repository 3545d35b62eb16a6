-- From version 3 to 4: members of printed groups, extensions, and editions that change indicators too.

ALTER TABLE task ADD COLUMN asked_day TEXT;

CREATE TABLE group_member (
    plan_id       INTEGER NOT NULL REFERENCES plan (id),
    group_id      INTEGER NOT NULL REFERENCES department (id),
    position      INTEGER NOT NULL,
    department_id INTEGER NOT NULL REFERENCES department (id),
    PRIMARY KEY (plan_id, group_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE extension (
    id         INTEGER PRIMARY KEY,
    task_id    INTEGER NOT NULL REFERENCES task (id),
    from_day   TEXT NOT NULL,
    to_day     TEXT NOT NULL,
    asked_by   TEXT NOT NULL,
    asked_on   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    basis      TEXT NOT NULL DEFAULT '',
    decision   TEXT CHECK (decision IN ('granted', 'refused', 'lapsed')),
    decided_by TEXT NOT NULL DEFAULT '',
    decided_on TEXT,
    granted_to TEXT,
    opinion    TEXT NOT NULL DEFAULT '',
    CHECK ((decision IS NULL) = (decided_on IS NULL)),
    CHECK ((decision IS 'granted') = (granted_to IS NOT NULL))
) STRICT;

CREATE INDEX extension_by_task ON extension (task_id, id);
CREATE UNIQUE INDEX extension_waiting ON extension (task_id) WHERE decision IS NULL;

ALTER TABLE indicator ADD COLUMN gone_in INTEGER REFERENCES edition (id);
ALTER TABLE edition_change ADD COLUMN subject TEXT NOT NULL DEFAULT 'measure' CHECK (subject IN ('measure', 'indicator'));
ALTER TABLE edition_change ADD COLUMN indicator_id INTEGER REFERENCES indicator (id);
