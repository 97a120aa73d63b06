-- Who looked is asked for some days; the log only grows.
CREATE INDEX audit_by_time ON audit (at);
