-- The live CRM: tables only. Keys and indexes follow after the history is loaded (crm-keys.sql).
CREATE TYPE lead_status AS ENUM ('New', 'Working', 'Qualified', 'Converted', 'Disqualified');
CREATE TYPE activity_kind AS ENUM ('call', 'email', 'meeting', 'webinar', 'form-fill');
CREATE TABLE accounts (
  id bigint NOT NULL,
  name text NOT NULL,
  industry text,
  region_text text,
  country text,
  employees integer,
  annual_revenue numeric(14,2),
  currency text,
  website text,
  attributes jsonb,
  created_at timestamptz NOT NULL,
  updated_local timestamp,
  sync_token text
);
CREATE TABLE contacts (
  id bigint NOT NULL,
  account_id bigint,
  full_name text NOT NULL,
  email text,
  email_domain text GENERATED ALWAYS AS (lower(split_part(email, '@', 2))) STORED,
  phone text,
  country text,
  region_text text,
  job_title text,
  tags text[],
  attributes jsonb,
  score numeric(12,2),
  lifetime_value numeric,
  opted_in boolean NOT NULL,
  external_id uuid,
  avatar bytea,
  birthday date,
  notes text,
  last_seen timestamp,
  valid_until timestamptz,
  created_at timestamptz NOT NULL,
  sync_token text
);
CREATE TABLE leads (
  id bigint NOT NULL,
  contact_id bigint,
  status lead_status NOT NULL,
  channel text,
  region_text text,
  landing_url text,
  budget numeric(14,2),
  currency text,
  priority smallint NOT NULL,
  probability real,
  created_local timestamp NOT NULL,
  converted_at timestamptz,
  snoozed_until timestamp,
  sync_token text
);
CREATE TABLE opportunities (
  id uuid NOT NULL,
  account_id bigint NOT NULL,
  title text NOT NULL,
  stage text NOT NULL,
  amount numeric(14,2),
  currency text,
  win_rate double precision,
  close_on date,
  products text[],
  history json,
  created_at timestamptz NOT NULL
);
CREATE TABLE activities (
  id bigint NOT NULL,
  contact_id bigint,
  kind activity_kind NOT NULL,
  subject text,
  body text,
  attachment bytea,
  happened_at timestamptz NOT NULL,
  starts_at time,
  minutes integer,
  sync_token text
);
CREATE TABLE page_views (
  viewed_at timestamptz NOT NULL,
  visitor uuid NOT NULL,
  contact_id bigint,
  url text NOT NULL,
  referrer text,
  milliseconds integer,
  sync_token text
);
CREATE TABLE suppressions (
  id bigint NOT NULL,
  email text NOT NULL,
  reason text,
  created_at timestamptz NOT NULL
);
ALTER TABLE contacts ALTER COLUMN notes SET STORAGE EXTERNAL;
ALTER TABLE activities ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE TABLE probe_bank (id integer PRIMARY KEY, balance bigint NOT NULL);
CREATE TABLE probe_register (id bigint PRIMARY KEY, v text NOT NULL);
CREATE TABLE probe_counter (id integer PRIMARY KEY, n bigint NOT NULL, epoch integer NOT NULL);
CREATE TABLE probe_set (id bigint PRIMARY KEY, uid text NOT NULL);
CREATE TABLE probe_writer (id integer PRIMARY KEY, epoch integer NOT NULL, seq bigint NOT NULL);
CREATE TABLE probe_heartbeat (id integer PRIMARY KEY, beat bigint NOT NULL, beat_at timestamptz NOT NULL);
INSERT INTO probe_bank SELECT i, 1000 FROM generate_series(1, 20) i;
INSERT INTO probe_heartbeat VALUES (1, 0, now());
