-- Cohorts that staff saved. A cohort belongs to the organisation of whoever saved it first; its
-- versions are never changed, except that a draft becomes ready.
CREATE TABLE cohort (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    owner TEXT NOT NULL,
    owner_name TEXT NOT NULL,
    archived {{integer}} NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
    changed_at TEXT NOT NULL,
    UNIQUE (organisation, name)
) {{strict}};
CREATE TABLE cohort_version (
    cohort TEXT NOT NULL REFERENCES cohort (id),
    number {{integer}} NOT NULL CHECK (number >= 1),
    state TEXT NOT NULL CHECK (state IN ('draft', 'ready')),
    text TEXT NOT NULL,
    definition TEXT NOT NULL,
    base TEXT NOT NULL,
    cases TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    author_name TEXT NOT NULL,
    at TEXT NOT NULL,
    ready_by TEXT NOT NULL DEFAULT '',
    ready_by_name TEXT NOT NULL DEFAULT '',
    ready_at TEXT NOT NULL DEFAULT '',
    content_version TEXT NOT NULL,
    -- How its cases went when it was saved.
    case_count {{integer}} NOT NULL,
    expectation_count {{integer}} NOT NULL,
    failure_count {{integer}} NOT NULL,
    case_problem TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (cohort, number)
) {{strict}};
