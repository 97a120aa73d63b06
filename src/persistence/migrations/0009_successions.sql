-- Who follows whom: practices and networks that merged or split by an approved request.
-- Dates are ISO text.

CREATE TABLE succession (
  kind TEXT NOT NULL CHECK (kind IN ('practice', 'network')),
  predecessor TEXT NOT NULL,              -- ODS code
  successor TEXT NOT NULL,                -- ODS code
  first_day TEXT NOT NULL,                -- of the successor's
  decided_at TEXT NOT NULL,               -- instant
  change TEXT NOT NULL,                   -- id of the request
  PRIMARY KEY (kind, predecessor, successor, first_day)
) {{strict}};
CREATE INDEX succession_successor ON succession (kind, successor);
