-- Networks that are formed or run with this program, their members, and their papers.
-- Dates are ISO text, '' where there is none.

CREATE TABLE network (
  id TEXT PRIMARY KEY,                    -- opaque; stands in addresses
  code TEXT NOT NULL,                     -- of the Organisation Data Service; '' until one is given
  name TEXT NOT NULL,
  commissioner TEXT NOT NULL,             -- ODS code of the lead commissioner
  stage TEXT NOT NULL,                    -- name_of(Stage)
  starts TEXT NOT NULL,                   -- first day of the network, planned or actual
  ends TEXT NOT NULL,                     -- its last day; '' while it goes on
  proposer TEXT NOT NULL,                 -- ODS code of the organisation that began it
  from_register {{integer}} NOT NULL CHECK (from_register IN (0, 1)),  -- 1: national files name it
  live_since TEXT NOT NULL DEFAULT '',    -- when it was made live here: instant
  changed_at TEXT NOT NULL
) {{strict}};
CREATE UNIQUE INDEX network_code ON network (code) WHERE code <> '';

CREATE TABLE network_member (
  network TEXT NOT NULL REFERENCES network (id),
  practice TEXT NOT NULL,                 -- ODS code
  joined TEXT NOT NULL,                   -- first day
  left_on TEXT NOT NULL DEFAULT '',       -- last day; '' while it goes on
  decided_at TEXT NOT NULL DEFAULT '',    -- instant; '' while planned, or as long as it is live
  PRIMARY KEY (network, practice, joined)
) {{strict}};
CREATE INDEX network_member_practice ON network_member (practice);

-- Rises whenever networks that are live or closed change: the register of a day depends on them.
CREATE TABLE network_revision (number {{integer}} NOT NULL) {{strict}};
INSERT INTO network_revision (number) VALUES (0);

-- What people write and decide about a network or another organisation. A version is never changed:
-- a change is the next version.
CREATE TABLE paper (
  sequence {{integer}} PRIMARY KEY,       -- 1, 2, 3, ... over all papers
  owner TEXT NOT NULL,                    -- id of a network, or ODS code of an organisation
  kind TEXT NOT NULL,                     -- "registration", "agreement", ...
  id TEXT NOT NULL,                       -- opaque; the same for all versions
  version {{integer}} NOT NULL CHECK (version >= 1),
  body TEXT NOT NULL,                     -- JSON; the domain module of the kind reads it
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  author_name TEXT NOT NULL,
  author_organisation TEXT NOT NULL,
  UNIQUE (owner, kind, id, version)
) {{strict}};
CREATE INDEX paper_kind ON paper (kind, owner);
