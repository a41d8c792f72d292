-- What was done to a held table, as data; what is there already says it in words only.
ALTER TABLE crossfade.held_table ADD COLUMN causes text NOT NULL DEFAULT '';
