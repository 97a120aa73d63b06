-- Who may sign in. Passwords and tokens stand here as hashes only; the second factor's secret is
-- needed in the clear to check a code.
CREATE TABLE account (
    username TEXT PRIMARY KEY,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation TEXT NOT NULL,
    organisation_kind TEXT NOT NULL CHECK (organisation_kind IN ('network', 'practice', 'commissioner')),
    password_hash TEXT NOT NULL,
    totp_secret TEXT NOT NULL,
    totp_last_step {{integer}} NOT NULL DEFAULT 0,
    active {{integer}} NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    failures {{integer}} NOT NULL DEFAULT 0,
    blocked_until TEXT NOT NULL DEFAULT '',
    signed_in_at TEXT NOT NULL DEFAULT '',
    previous_signed_in_at TEXT NOT NULL DEFAULT ''
) {{strict}};

-- A browser that gave a password (stage 'password') or also the code (stage 'signed_in').
CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    username TEXT NOT NULL REFERENCES account (username),
    stage TEXT NOT NULL CHECK (stage IN ('password', 'signed_in')),
    csrf_token TEXT NOT NULL,
    created_at TEXT NOT NULL,
    used_at TEXT NOT NULL
) {{strict}};
CREATE INDEX session_by_username ON session (username);

-- Append-only and chained; see platform/audit/audit_chain.h.
CREATE TABLE audit (
    number {{integer}} PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation TEXT NOT NULL,
    purpose TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) {{strict}};
