-- The register of England: published files, and every fact with the file and line that says it.
-- Facts are never changed; what holds on a day is worked out from them (src/organisations/basis.h).
-- Dates are ISO text, '' where the file has none; codes and names are '' where it has none.

CREATE TABLE register_file (
  id {{integer}} PRIMARY KEY,             -- 1, 2, 3, ... in the order of loading
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL UNIQUE,            -- of the file as it came
  kind TEXT NOT NULL,                     -- name_of(FileKind)
  dated TEXT NOT NULL,
  dated_by TEXT NOT NULL,                 -- name_of(DateGround)
  loaded_at TEXT NOT NULL,
  loaded_by TEXT NOT NULL,
  review TEXT NOT NULL CHECK (review IN ('accepted', 'waiting')),
  row_count {{integer}} NOT NULL,
  reject_count {{integer}} NOT NULL,
  doubt_count {{integer}} NOT NULL,
  network_count {{integer}} NOT NULL,
  membership_count {{integer}} NOT NULL,
  passed_over TEXT NOT NULL               -- JSON: reason to number of lines
) {{strict}};

CREATE TABLE register_reject (
  file {{integer}} NOT NULL REFERENCES register_file (id),
  number {{integer}} NOT NULL,
  line {{integer}} NOT NULL,
  kept {{integer}} NOT NULL CHECK (kept IN (0, 1)),  -- 1: the line is in doubt, but gave its fact
  reason TEXT NOT NULL,
  original {{blob}} NOT NULL,             -- as it came, which need not be text
  PRIMARY KEY (file, number)
) {{strict}};

CREATE TABLE register_network (
  file {{integer}} NOT NULL REFERENCES register_file (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  commissioner TEXT NOT NULL,
  opened TEXT NOT NULL,
  closed TEXT NOT NULL,
  address TEXT NOT NULL,
  postcode TEXT NOT NULL,
  line {{integer}} NOT NULL,
  PRIMARY KEY (file, code)
) {{strict}};

CREATE TABLE register_membership (
  file {{integer}} NOT NULL REFERENCES register_file (id),
  line {{integer}} NOT NULL,
  practice TEXT NOT NULL,
  practice_name TEXT NOT NULL,
  practice_commissioner TEXT NOT NULL,
  network TEXT NOT NULL,
  network_name TEXT NOT NULL,
  network_commissioner TEXT NOT NULL,
  started TEXT NOT NULL,
  ended TEXT NOT NULL,
  PRIMARY KEY (file, line)
) {{strict}};

CREATE TABLE register_mapped_practice (
  file {{integer}} NOT NULL REFERENCES register_file (id),
  practice TEXT NOT NULL,
  name TEXT NOT NULL,
  postcode TEXT NOT NULL,
  network TEXT NOT NULL,                  -- '': in no network
  network_name TEXT NOT NULL,
  commissioner TEXT NOT NULL,
  supplier TEXT NOT NULL,
  line {{integer}} NOT NULL,
  PRIMARY KEY (file, practice)
) {{strict}};

CREATE TABLE register_directory (
  file {{integer}} NOT NULL REFERENCES register_file (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  region TEXT NOT NULL,
  system TEXT NOT NULL,
  commissioner TEXT NOT NULL,
  address TEXT NOT NULL,
  postcode TEXT NOT NULL,
  telephone TEXT NOT NULL,
  opened TEXT NOT NULL,
  closed TEXT NOT NULL,
  status {{integer}} NOT NULL,            -- PracticeStatus
  kind {{integer}} NOT NULL,              -- PracticeKind
  setting TEXT NOT NULL,
  line {{integer}} NOT NULL,
  PRIMARY KEY (file, code)
) {{strict}};

CREATE TABLE register_commissioner (
  file {{integer}} NOT NULL REFERENCES register_file (id),
  number {{integer}} NOT NULL,            -- from 1, in the order of the file
  kind {{integer}} NOT NULL,              -- CommissionerKind
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  ons_code TEXT NOT NULL,
  parent TEXT NOT NULL,
  line {{integer}} NOT NULL,
  PRIMARY KEY (file, number)
) {{strict}};

CREATE TABLE register_list_size (
  file {{integer}} NOT NULL REFERENCES register_file (id),
  practice TEXT NOT NULL,
  extracted TEXT NOT NULL,
  commissioner TEXT NOT NULL,
  postcode TEXT NOT NULL,
  patients {{integer}} NOT NULL,
  line {{integer}} NOT NULL,
  PRIMARY KEY (file, practice, extracted)
) {{strict}};
CREATE INDEX register_list_size_practice ON register_list_size (practice, extracted);

CREATE TABLE register_list_band (
  file {{integer}} NOT NULL REFERENCES register_file (id),
  practice TEXT NOT NULL,
  extracted TEXT NOT NULL,
  bands TEXT NOT NULL,                    -- JSON: sex to age band to number of patients
  PRIMARY KEY (file, practice, extracted)
) {{strict}};

CREATE TABLE register_place (
  file {{integer}} NOT NULL REFERENCES register_file (id),
  practice TEXT NOT NULL,
  name TEXT NOT NULL,
  postcode TEXT NOT NULL,
  latitude {{real}} NOT NULL,
  longitude {{real}} NOT NULL,
  line {{integer}} NOT NULL,
  PRIMARY KEY (file, practice)
) {{strict}};

CREATE TABLE register_deprivation (
  file {{integer}} NOT NULL REFERENCES register_file (id),
  area TEXT NOT NULL,
  index_year {{integer}} NOT NULL,
  decile {{integer}} NOT NULL,
  deprivation_rank {{integer}} NOT NULL,  -- 0: the file has none
  score {{real}},
  domains TEXT NOT NULL,                  -- JSON: column of the file to its figure
  line {{integer}} NOT NULL,
  PRIMARY KEY (file, area)
) {{strict}};

CREATE TABLE register_area_link (
  file {{integer}} NOT NULL REFERENCES register_file (id),
  line {{integer}} NOT NULL,
  area TEXT NOT NULL,
  area_name TEXT NOT NULL,
  vintage {{integer}} NOT NULL,           -- 2011 or 2021
  successor TEXT NOT NULL,
  change TEXT NOT NULL,
  commissioner_ons TEXT NOT NULL,
  commissioner TEXT NOT NULL,
  system_ons TEXT NOT NULL,
  system TEXT NOT NULL,
  district TEXT NOT NULL,
  network TEXT NOT NULL,
  PRIMARY KEY (file, line)
) {{strict}};
CREATE INDEX register_area_link_area ON register_area_link (area);

CREATE TABLE register_boundary (
  file {{integer}} NOT NULL REFERENCES register_file (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  west {{real}} NOT NULL,
  south {{real}} NOT NULL,
  east {{real}} NOT NULL,
  north {{real}} NOT NULL,
  geometry TEXT NOT NULL,                 -- GeoJSON, as published
  feature {{integer}} NOT NULL,           -- its number in the file, from 1
  PRIMARY KEY (file, code)
) {{strict}};
CREATE INDEX register_boundary_code ON register_boundary (code);

CREATE TABLE register_care_home (
  file {{integer}} NOT NULL REFERENCES register_file (id),
  location TEXT NOT NULL,
  name TEXT NOT NULL,
  postcode TEXT NOT NULL,
  provider TEXT NOT NULL,
  beds {{integer}},
  nursing TEXT NOT NULL,
  line {{integer}} NOT NULL,
  PRIMARY KEY (file, location)
) {{strict}};

-- What a file would alter, until somebody accepts it.
CREATE TABLE register_change (
  id {{integer}} PRIMARY KEY,             -- 1, 2, 3, ...
  file {{integer}} NOT NULL REFERENCES register_file (id),
  kind {{integer}} NOT NULL,              -- ChangeKind
  subject_kind {{integer}} NOT NULL,      -- SubjectKind
  subject TEXT NOT NULL,
  name TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  decided_at TEXT NOT NULL DEFAULT '',    -- '': waits
  decided_by TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX register_change_file ON register_change (file, id);
