-- From version 7 to 8: lists of tasks that somebody wants to see again.

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
