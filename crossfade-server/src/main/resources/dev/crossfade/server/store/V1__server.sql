CREATE TABLE crossfade.migration (
  name         text PRIMARY KEY,
  files        jsonb NOT NULL,
  environment  text,
  content_hash text NOT NULL,
  created_at   timestamptz NOT NULL,
  created_by   text NOT NULL,
  deleted_at   timestamptz
);

CREATE TABLE crossfade.account (
  name       text PRIMARY KEY,
  password   text NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL
);

CREATE TABLE crossfade.account_grant (
  account   text NOT NULL REFERENCES crossfade.account ON DELETE CASCADE,
  migration text NOT NULL,
  role      text NOT NULL,
  PRIMARY KEY (account, migration)
);

CREATE TABLE crossfade.token (
  id         text PRIMARY KEY,
  account    text NOT NULL REFERENCES crossfade.account ON DELETE CASCADE,
  name       text NOT NULL,
  digest     text NOT NULL UNIQUE,
  role       text NOT NULL,
  migration  text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE TABLE crossfade.setup_link (
  one        boolean PRIMARY KEY DEFAULT true CHECK (one),
  digest     text NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE TABLE crossfade.operation (
  id          text PRIMARY KEY,
  kind        text NOT NULL,
  migration   text NOT NULL,
  actor       text NOT NULL,
  created_at  timestamptz NOT NULL,
  version     bigint NOT NULL,
  deadline    timestamptz NOT NULL,
  finished_at timestamptz,
  result      jsonb,
  problem     jsonb
);
CREATE INDEX operation_by_migration ON crossfade.operation (migration, created_at DESC, id);

CREATE TABLE crossfade.idempotency (
  actor       text NOT NULL,
  key         text NOT NULL,
  fingerprint text NOT NULL,
  begun_at    timestamptz NOT NULL,
  status      integer,
  headers     jsonb,
  body        bytea,
  PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_by_age ON crossfade.idempotency (begun_at);
