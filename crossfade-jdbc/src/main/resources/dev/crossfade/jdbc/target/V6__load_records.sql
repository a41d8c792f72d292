-- What each load did to which row, for the audit log: commitments and hashes, nothing to be read.

-- Place of the load in the audit log; null until it is there.
ALTER TABLE crossfade.load ADD leaf bigint;
CREATE INDEX load_not_logged ON crossfade.load (migration, id) WHERE leaf IS NULL;

-- Without it nobody can tell from a commitment whether a row is the one he thinks of.
CREATE TABLE crossfade.row_secret (
  migration text PRIMARY KEY,
  secret    bytea NOT NULL
);

CREATE TABLE crossfade.load_part (
  load           bigint NOT NULL,
  part           integer NOT NULL,
  entity         text NOT NULL,
  row_count      bigint NOT NULL,
  root           bytea NOT NULL,
  first_position text,
  last_position  text,
  PRIMARY KEY (load, part)
);
CREATE INDEX load_part_entity ON crossfade.load_part (entity, load);

-- The records of a part. Hashes do not compress; trying to would cost time.
CREATE TABLE crossfade.load_block (
  load      bigint NOT NULL,
  part      integer NOT NULL,
  block     integer NOT NULL,
  row_count integer NOT NULL,
  records   bytea NOT NULL,
  PRIMARY KEY (load, part, block)
);
ALTER TABLE crossfade.load_block ALTER records SET STORAGE EXTERNAL;
