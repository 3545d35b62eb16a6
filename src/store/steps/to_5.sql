-- From version 4 to 5: editions change indicators too.

ALTER TABLE indicator ADD COLUMN gone_in INTEGER REFERENCES edition (id);
ALTER TABLE edition_change ADD COLUMN subject TEXT NOT NULL DEFAULT 'measure' CHECK (subject IN ('measure', 'indicator'));
ALTER TABLE edition_change ADD COLUMN indicator_id INTEGER REFERENCES indicator (id);
