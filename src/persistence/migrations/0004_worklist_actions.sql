-- What staff did about people on worklists. The newest action of a person on a list that was not
-- undone is its state; without one the row is open.
CREATE TABLE worklist_action (
    id TEXT PRIMARY KEY,
    sequence {{integer}} NOT NULL UNIQUE,
    worklist TEXT NOT NULL,
    person {{integer}} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('claim', 'release', 'outcome', 'snooze', 'exclude')),
    username TEXT NOT NULL,
    display_name TEXT NOT NULL,
    at TEXT NOT NULL,
    until_date TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    effect TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    entry_keys TEXT NOT NULL DEFAULT '',
    undone {{integer}} NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) {{strict}};
CREATE INDEX worklist_action_by_person ON worklist_action (worklist, person);
