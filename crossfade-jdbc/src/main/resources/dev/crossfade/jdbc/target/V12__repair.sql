-- What people want to be made right in production.
ALTER TABLE crossfade.act DROP CONSTRAINT act_kind_check;
ALTER TABLE crossfade.act ADD CONSTRAINT act_kind_check
  CHECK (kind IN ('REPLAY', 'FIX', 'DISCARD', 'REVEAL', 'ADOPT', 'REPAIR'));
ALTER TABLE crossfade.load DROP CONSTRAINT load_kind_check;
ALTER TABLE crossfade.load ADD CONSTRAINT load_kind_check
  CHECK (kind IN ('CHUNK', 'STREAM', 'DRAIN', 'REPAIR'));

-- Carried out by the owner of each source's stream, in the transactions that write the rows.
CREATE TABLE crossfade.repair (
  act      bigint NOT NULL REFERENCES crossfade.act,
  number   integer NOT NULL,
  source   text NOT NULL,
  mapping  integer NOT NULL,
  keys     text[] NOT NULL,
  place    text,
  compared bigint NOT NULL DEFAULT 0,
  written  bigint NOT NULL DEFAULT 0,
  removed  bigint NOT NULL DEFAULT 0,
  parked   bigint NOT NULL DEFAULT 0,
  done_at  timestamptz,
  PRIMARY KEY (act, number)
);
CREATE INDEX repair_open ON crossfade.repair (act) WHERE done_at IS NULL;
