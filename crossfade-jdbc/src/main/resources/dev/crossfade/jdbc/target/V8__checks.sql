-- What checks of the data have found.

CREATE TABLE crossfade.check_run (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  migration       text NOT NULL,
  run             text NOT NULL,
  trigger         text NOT NULL,
  mapping_version text NOT NULL,
  as_of_source    text[] NOT NULL,
  as_of_position  text[] NOT NULL,
  started_at      timestamptz NOT NULL,
  finished_at     timestamptz NOT NULL,
  UNIQUE (migration, run)
);

CREATE TABLE crossfade.check_result (
  run              bigint NOT NULL REFERENCES crossfade.check_run ON DELETE CASCADE,
  ordinal          integer NOT NULL,
  node             text NOT NULL,
  state            text NOT NULL,
  observed         text NOT NULL,
  expected         text NOT NULL,
  tolerance        text NOT NULL,
  evidence         text[] NOT NULL,
  keys             text[] NOT NULL,
  measure_label    text[] NOT NULL,
  measure_expected text[] NOT NULL,
  measure_observed text[] NOT NULL,
  measure_limit    text[] NOT NULL,
  started_at       timestamptz NOT NULL,
  took_micros      bigint NOT NULL,
  PRIMARY KEY (run, ordinal)
);
CREATE INDEX check_result_node ON crossfade.check_result (node, run DESC);
