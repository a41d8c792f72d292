CREATE TABLE contacts (
  id bigint PRIMARY KEY,
  external_id uuid NOT NULL,
  email text NOT NULL,
  phone text,
  first_name text NOT NULL,
  last_name text NOT NULL,
  company text,
  job_title text,
  country text NOT NULL,
  region_text text NOT NULL,
  lead_score integer NOT NULL,
  budget text,
  opted_in boolean NOT NULL,
  attributes jsonb NOT NULL,
  registered_at timestamp NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
