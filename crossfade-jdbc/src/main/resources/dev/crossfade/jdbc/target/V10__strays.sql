-- What was written into sources while the target took the writes. Rows are never deleted;
-- whoever has seen to one sets settled_at.
CREATE TABLE crossfade.stray_write (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  migration    text NOT NULL,
  source       text NOT NULL,
  entity       text NOT NULL,
  op           text NOT NULL,
  row_key      text NOT NULL,
  log_position text NOT NULL,
  noted_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  settled_at   timestamptz
);
CREATE INDEX stray_waiting ON crossfade.stray_write (migration, id) WHERE settled_at IS NULL;
