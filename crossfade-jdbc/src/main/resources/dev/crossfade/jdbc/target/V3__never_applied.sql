-- Of each row only the newest refused image is open; that nothing was ever written outlives the history row that tells so.
ALTER TABLE crossfade.quarantine ADD COLUMN never_applied boolean NOT NULL DEFAULT false;
UPDATE crossfade.quarantine SET never_applied = true WHERE position IS NULL AND payload LIKE '{"source":%';
-- By hash, because a key may be longer than a page of a B-tree holds.
CREATE INDEX quarantine_row ON crossfade.quarantine USING hash (source_key) WHERE state = 'OPEN';
