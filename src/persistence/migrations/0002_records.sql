-- What practices hold about patients. Read persistence/README.md first.
-- Dates and times are ISO text; times of loads are UTC. 64-bit person ids are stored as they are.

CREATE TABLE practice (
  practice_index {{integer}} PRIMARY KEY, -- 0, 1, 2, ... in the order of their first load
  ods_code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  system TEXT NOT NULL,
  load {{integer}} NOT NULL,              -- the latest load; 0: none
  extracted_at TEXT NOT NULL,             -- '' where the feed did not say
  loaded_at TEXT NOT NULL,
  image_token {{integer}} NOT NULL        -- names the state that the practice's image must be of
) {{strict}};

-- One row per load that ended, well or not. A load that was killed leaves nothing.
CREATE TABLE load (
  id {{integer}} PRIMARY KEY,             -- 1, 2, 3, ...
  ods_code TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  extracted_at TEXT NOT NULL,
  kind TEXT NOT NULL,                     -- full, changes
  state TEXT NOT NULL,                    -- done, failed
  actor TEXT NOT NULL,
  files TEXT NOT NULL,                    -- JSON: name, bytes and SHA-256 of each file
  summary TEXT NOT NULL                   -- JSON: counts as printed, or the error of a failed load
) {{strict}};
CREATE INDEX load_of_practice ON load (ods_code, id);

CREATE TABLE reject (
  load {{integer}} NOT NULL REFERENCES load (id),
  number {{integer}} NOT NULL,            -- from 1, in order of the input
  file TEXT NOT NULL,
  line {{integer}} NOT NULL,
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  original {{blob}} NOT NULL,             -- as it came, which need not be text
  PRIMARY KEY (load, number)
) {{strict}};

-- The dictionary: indices stand in the records, so a row's index never changes.
CREATE TABLE concept (
  concept_index {{integer}} PRIMARY KEY,
  system TEXT NOT NULL,
  code TEXT NOT NULL,
  display TEXT NOT NULL
) {{strict}};

CREATE TABLE record_text (
  text_index {{integer}} PRIMARY KEY,
  content TEXT NOT NULL
) {{strict}};

CREATE TABLE person (
  id {{integer}} PRIMARY KEY,             -- opaque; see identity.h
  nhs_number TEXT UNIQUE,                 -- ten digits
  home {{integer}} NOT NULL,              -- practice of the current or last registration; -1: none
  changed {{integer}} NOT NULL            -- number of the last change, from record_change
) {{strict}};
CREATE INDEX person_home ON person (home, id);
CREATE INDEX person_changed ON person (changed);

-- Other identifiers of people. Not unique: test sets and old systems repeat some.
CREATE TABLE person_identifier (
  person {{integer}} NOT NULL REFERENCES person (id),
  practice_index {{integer}} NOT NULL,
  source_id TEXT NOT NULL,
  system TEXT NOT NULL,
  value TEXT NOT NULL
) {{strict}};
CREATE INDEX person_identifier_value ON person_identifier (value);
CREATE INDEX person_identifier_person ON person_identifier (person);
CREATE INDEX person_identifier_source ON person_identifier (practice_index, source_id);

-- A person as one practice describes them, under that practice's own id.
CREATE TABLE practice_patient (
  practice_index {{integer}} NOT NULL REFERENCES practice (practice_index),
  source_id TEXT NOT NULL,
  person {{integer}} NOT NULL REFERENCES person (id),
  content_hash {{integer}} NOT NULL,      -- of the whole description
  family TEXT NOT NULL,
  given TEXT NOT NULL,
  prefix TEXT NOT NULL,
  folded_name TEXT NOT NULL,              -- family, given without case and accents, for search
  sex {{integer}} NOT NULL,
  birth {{integer}} NOT NULL,             -- PartialDateTime bits, as in the record
  deceased {{integer}} NOT NULL CHECK (deceased IN (0, 1)),
  death {{integer}} NOT NULL,
  address TEXT NOT NULL,
  postcode TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT NOT NULL,
  PRIMARY KEY (practice_index, source_id)
) {{strict}};
CREATE INDEX practice_patient_person ON practice_patient (person);

-- What one practice holds of one person: a summary of the registration, which decides whose list
-- the person is on, and the record itself in a table of its own so that the summary is quick to
-- read. practice_index -1: recorded by the network, to be sent back to the practice.
CREATE TABLE practice_person (
  person {{integer}} NOT NULL REFERENCES person (id),
  practice_index {{integer}} NOT NULL,
  content_hash {{integer}} NOT NULL,      -- of the record, whatever load its entries came with
  standing {{integer}} NOT NULL,          -- registration_standing in registration.h
  registered_from {{integer}} NOT NULL,   -- PartialDateTime bits
  registered_until {{integer}} NOT NULL,
  PRIMARY KEY (person, practice_index)
) {{strict}};
CREATE INDEX practice_person_practice ON practice_person (practice_index, person);

CREATE TABLE person_record (
  person {{integer}} NOT NULL REFERENCES person (id),
  practice_index {{integer}} NOT NULL,
  record {{blob}} NOT NULL,               -- zstd frame of population/records/record.h
  PRIMARY KEY (person, practice_index)
) {{strict}};

-- Resources that rules do not read, as they came: one row per practice, person and type.
CREATE TABLE kept_resource (
  practice_index {{integer}} NOT NULL REFERENCES practice (practice_index),
  person {{integer}} NOT NULL,            -- 0: belongs to nobody
  type TEXT NOT NULL,
  resource_count {{integer}} NOT NULL,
  body {{blob}} NOT NULL,                 -- zstd frame, see kept_resources.h
  PRIMARY KEY (practice_index, person, type)
) {{strict}};

-- Entries that the network recorded and a practice has yet to hold.
CREATE TABLE entry_to_return (
  person {{integer}} NOT NULL REFERENCES person (id),
  entry_key {{integer}} NOT NULL,
  ods_code TEXT NOT NULL,                 -- whose list the person was on
  recorded_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  returned_at TEXT NOT NULL,              -- '' until the entry went back
  PRIMARY KEY (person, entry_key)
) {{strict}};

-- Numbers the changes of records, so that an image knows what changed after it was written.
CREATE TABLE record_change (
  one {{integer}} PRIMARY KEY CHECK (one = 1),
  last {{integer}} NOT NULL
) {{strict}};
INSERT INTO record_change (one, last) VALUES (1, 0);
