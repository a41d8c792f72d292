CREATE TABLE contacts (
  id bigint PRIMARY KEY,
  external_id char(36) NOT NULL,
  email varchar(200) NOT NULL,
  phone varchar(40),
  first_name varchar(60) NOT NULL,
  last_name varchar(60) NOT NULL,
  company varchar(120),
  job_title varchar(60),
  country char(2) NOT NULL,
  region_text varchar(60) NOT NULL,
  lead_score int NOT NULL,
  budget decimal(12,2),
  attributes longtext NOT NULL,
  registered_at datetime NOT NULL,
  updated_at datetime NOT NULL
);
