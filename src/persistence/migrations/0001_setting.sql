-- Filled by the first tables.
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) {{strict}};
