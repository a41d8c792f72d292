-- What the last full pass read of production, added up, as certificates tell it.
ALTER TABLE crossfade.verdict ADD COLUMN digest text NOT NULL DEFAULT '';
