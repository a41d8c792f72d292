-- Journals of migrations, in a target beside its data or in a database of their own.

-- One row per migration: where its journal ends, and who may act for it.
CREATE TABLE crossfade.journal_head (
  migration   text COLLATE "C" PRIMARY KEY,
  version     bigint NOT NULL DEFAULT 0,
  epoch       bigint NOT NULL DEFAULT 0,
  owner       text NOT NULL DEFAULT '',
  lease_until timestamptz
) WITH (fillfactor = 50);

-- Only ever appended to.
CREATE TABLE crossfade.journal (
  migration text COLLATE "C" NOT NULL,
  version   bigint NOT NULL CHECK (version > 0),
  at        timestamptz NOT NULL,
  actor     text NOT NULL,
  epoch     bigint NOT NULL,
  append    text COLLATE "C" NOT NULL,
  event     text NOT NULL,
  PRIMARY KEY (migration, version)
);
CREATE INDEX journal_append ON crossfade.journal (migration, append);
