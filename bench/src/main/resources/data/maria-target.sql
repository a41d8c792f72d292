CREATE TABLE contacts (
  id bigint PRIMARY KEY,
  external_id text NOT NULL,
  email text NOT NULL,
  phone text,
  first_name text NOT NULL,
  last_name text NOT NULL,
  company text,
  job_title text,
  country text NOT NULL,
  region_text text NOT NULL,
  lead_score integer NOT NULL,
  budget numeric(12,2),
  attributes text NOT NULL,
  registered_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);
