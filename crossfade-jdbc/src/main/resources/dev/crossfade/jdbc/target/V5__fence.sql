-- Under which epoch a migration is moved on; a transaction under an older one must not commit.
ALTER TABLE crossfade.release ADD COLUMN epoch bigint NOT NULL DEFAULT 0;
