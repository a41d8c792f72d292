-- How many of the rows in quarantine are there because their mapping refuses them.
ALTER TABLE crossfade.verdict ADD COLUMN refused bigint NOT NULL DEFAULT 0;
