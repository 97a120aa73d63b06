-- A change that somebody decided not to take over, and why: '' where it was accepted, or waits.
ALTER TABLE register_change ADD COLUMN refused_because TEXT NOT NULL DEFAULT '';
