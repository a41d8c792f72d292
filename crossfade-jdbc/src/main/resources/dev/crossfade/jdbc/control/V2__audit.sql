-- The audit log of this control store.

-- One row: the log's name and length. Who appends takes it, so places have no holes.
CREATE TABLE crossfade.audit_head (
  one    boolean PRIMARY KEY DEFAULT true CHECK (one),
  origin text NOT NULL,
  size   bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 10);
INSERT INTO crossfade.audit_head (origin)
  VALUES ('crossfade.dev/audit/' || pg_catalog.gen_random_uuid());

-- Only ever appended to. The columns before the content repeat it, for searching.
CREATE TABLE crossfade.audit_leaf (
  index   bigint PRIMARY KEY CHECK (index >= 0),
  id      text COLLATE "C" NOT NULL UNIQUE,
  kind    text COLLATE "C" NOT NULL,
  at      timestamptz NOT NULL,
  actor   text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  content text NOT NULL,
  hash    bytea NOT NULL
);
CREATE INDEX audit_leaf_kind ON crossfade.audit_leaf (kind, index);
CREATE INDEX audit_leaf_actor ON crossfade.audit_leaf (actor, index);

-- One row: how far the tree has grown, and the roots of its perfect subtrees.
CREATE TABLE crossfade.audit_tree (
  one   boolean PRIMARY KEY DEFAULT true CHECK (one),
  size  bigint NOT NULL DEFAULT 0,
  parts bytea[] NOT NULL DEFAULT '{}'
) WITH (fillfactor = 10);
INSERT INTO crossfade.audit_tree DEFAULT VALUES;

-- Every eighth level of the tree; the lowest are the leaves.
CREATE TABLE crossfade.audit_node (
  level integer NOT NULL,
  index bigint NOT NULL,
  hash  bytea NOT NULL,
  PRIMARY KEY (level, index)
);

-- What was signed.
CREATE TABLE crossfade.audit_checkpoint (
  size bigint NOT NULL,
  note text COLLATE "C" NOT NULL,
  at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (size, note)
);
