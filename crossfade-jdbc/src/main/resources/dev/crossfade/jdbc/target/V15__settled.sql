-- What people have seen to: writes past a fence, and rows that could not be brought back.
ALTER TABLE crossfade.act DROP CONSTRAINT act_kind_check;
ALTER TABLE crossfade.act ADD CONSTRAINT act_kind_check
  CHECK (kind IN ('REPLAY', 'FIX', 'DISCARD', 'REVEAL', 'ADOPT', 'REPAIR', 'DRIFT', 'SETTLE'));
