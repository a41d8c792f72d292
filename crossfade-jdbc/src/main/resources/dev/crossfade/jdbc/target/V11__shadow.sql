-- What comparisons of both stacks have found.

CREATE TABLE crossfade.shadow_run (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  migration       text NOT NULL,
  run             text NOT NULL,
  mapping_version text NOT NULL,
  started_at      timestamptz NOT NULL,
  finished_at     timestamptz NOT NULL,
  UNIQUE (migration, run)
);

CREATE TABLE crossfade.shadow_result (
  run      bigint NOT NULL REFERENCES crossfade.shadow_run ON DELETE CASCADE,
  ordinal  integer NOT NULL,
  subject  text NOT NULL,
  document text NOT NULL,
  PRIMARY KEY (run, ordinal)
);
CREATE INDEX shadow_result_subject ON crossfade.shadow_result (subject, run DESC);
