-- From version 6 to 7: a summary counts the tasks that stand still from an index alone; tasks are found by
-- pinyin in full, too (what src/store/migrate does behind this).

DROP INDEX task_by_lead;
CREATE INDEX task_by_lead ON task (lead_id, status, last_day, id, mark, since);

DROP INDEX event_beyond_row;
CREATE INDEX event_beyond_row ON event (task_id, verb)
    WHERE verb IN ('send_back', 'grant', 'undo', 'redo') AND task_id IS NOT NULL;
