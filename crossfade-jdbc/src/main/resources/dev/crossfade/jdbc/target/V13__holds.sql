-- Source tables of which somebody has to decide what they are now.
CREATE TABLE crossfade.held_table (
  migration    text NOT NULL,
  source       text NOT NULL,
  table_schema text NOT NULL,
  table_name   text NOT NULL,
  state        text NOT NULL CHECK (state IN ('WANTED', 'HELD', 'RELEASED')),
  since        text NOT NULL,
  at           timestamptz NOT NULL DEFAULT clock_timestamp(),
  reason       text NOT NULL,
  version      text NOT NULL DEFAULT '',
  PRIMARY KEY (migration, source, table_schema, table_name)
);

-- Their changes as the log has them, in the order of the stream.
CREATE TABLE crossfade.kept_change (
  seq          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  migration    text NOT NULL,
  source       text NOT NULL,
  table_schema text NOT NULL,
  table_name   text NOT NULL,
  op           text NOT NULL,
  position     text NOT NULL,
  transaction  bigint NOT NULL,
  before       text,
  after        text
);
CREATE INDEX kept_change_table
  ON crossfade.kept_change (migration, source, table_schema, table_name, seq);

-- Columns that somebody decided not to carry.
CREATE TABLE crossfade.left_out (
  migration    text NOT NULL,
  source       text NOT NULL,
  table_schema text NOT NULL,
  table_name   text NOT NULL,
  column_name  text NOT NULL,
  PRIMARY KEY (migration, source, table_schema, table_name, column_name)
);

ALTER TABLE crossfade.act DROP CONSTRAINT act_kind_check;
ALTER TABLE crossfade.act ADD CONSTRAINT act_kind_check
  CHECK (kind IN ('REPLAY', 'FIX', 'DISCARD', 'REVEAL', 'ADOPT', 'REPAIR', 'DRIFT'));
