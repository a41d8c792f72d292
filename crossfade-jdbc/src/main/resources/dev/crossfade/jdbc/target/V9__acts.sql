-- What people do to rows in quarantine.
CREATE TABLE crossfade.act (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  migration   text NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('REPLAY', 'FIX', 'DISCARD', 'REVEAL', 'ADOPT')),
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor       text NOT NULL,
  reason      text NOT NULL,
  entity      text,
  code        text,
  column_name text,
  source_key  text,
  row_count   bigint NOT NULL DEFAULT 0,
  version     text NOT NULL DEFAULT '',
  leaf        bigint
);
CREATE INDEX act_unlogged ON crossfade.act (migration, id) WHERE leaf IS NULL;

-- Carried out by the owner of each source's stream, in the transactions that write the rows.
CREATE TABLE crossfade.replay (
  act     bigint NOT NULL REFERENCES crossfade.act,
  source  text NOT NULL,
  last    bigint NOT NULL,
  cursor  bigint NOT NULL DEFAULT 0,
  passed  bigint NOT NULL DEFAULT 0,
  refused bigint NOT NULL DEFAULT 0,
  absent  bigint NOT NULL DEFAULT 0,
  done_at timestamptz,
  PRIMARY KEY (act, source)
);

-- Of a value the latest counts.
CREATE TABLE crossfade.correction (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  act         bigint NOT NULL REFERENCES crossfade.act,
  mapping     integer NOT NULL,
  source_key  text NOT NULL,
  column_name text NOT NULL,
  before      text,
  after       text
);

-- What was discarded does not count, but is what is known of its row until that changes.
ALTER TABLE crossfade.quarantine DROP CONSTRAINT quarantine_state_check;
ALTER TABLE crossfade.quarantine ADD CONSTRAINT quarantine_state_check
  CHECK (state IN ('OPEN', 'DISCARDED', 'SUPERSEDED'));
ALTER TABLE crossfade.quarantine ADD COLUMN discarded_by bigint REFERENCES crossfade.act;
DROP INDEX crossfade.quarantine_open;
CREATE INDEX quarantine_open ON crossfade.quarantine (migration, entity, key_digest)
  WHERE state <> 'SUPERSEDED';
DROP INDEX crossfade.quarantine_row;
CREATE INDEX quarantine_row ON crossfade.quarantine USING hash (source_key)
  WHERE state <> 'SUPERSEDED';
ALTER TABLE crossfade.verdict ADD COLUMN discarded bigint NOT NULL DEFAULT 0;
