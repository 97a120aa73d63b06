-- Where registered patients live, what small areas are like, and what care homes belong to.

-- One row a practice: a file of England has a million lines.
CREATE TABLE register_residence (
  file {{integer}} NOT NULL REFERENCES register_file (id),
  practice TEXT NOT NULL,
  areas TEXT NOT NULL,                    -- JSON: LSOA code to number of patients; '': not told
  line {{integer}} NOT NULL,              -- the first of its lines
  PRIMARY KEY (file, practice)
) {{strict}};

-- The sum over the practices of that file.
CREATE TABLE register_area_patients (
  file {{integer}} NOT NULL REFERENCES register_file (id),
  area TEXT NOT NULL,
  patients {{integer}} NOT NULL,
  PRIMARY KEY (file, area)
) {{strict}};

CREATE TABLE register_area_class (
  file {{integer}} NOT NULL REFERENCES register_file (id),
  area TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  rural {{integer}} NOT NULL CHECK (rural IN (0, 1)),
  line {{integer}} NOT NULL,
  PRIMARY KEY (file, area)
) {{strict}};

ALTER TABLE register_care_home ADD COLUMN commissioner TEXT NOT NULL DEFAULT '';
ALTER TABLE register_care_home ADD COLUMN latitude {{real}};
ALTER TABLE register_care_home ADD COLUMN longitude {{real}};

CREATE INDEX register_area_link_commissioner ON register_area_link (commissioner_ons);
CREATE INDEX register_area_link_successor ON register_area_link (successor);
