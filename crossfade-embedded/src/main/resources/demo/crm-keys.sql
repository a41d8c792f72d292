-- Keys, references and indexes of the CRM, after its history.
ALTER TABLE accounts ADD PRIMARY KEY (id);
ALTER TABLE contacts ADD PRIMARY KEY (id);
ALTER TABLE leads ADD PRIMARY KEY (id);
ALTER TABLE opportunities ADD PRIMARY KEY (id);
ALTER TABLE activities ADD PRIMARY KEY (id);
ALTER TABLE suppressions ADD PRIMARY KEY (id);
CREATE INDEX activities_contact ON activities (contact_id);
ALTER TABLE contacts ADD FOREIGN KEY (account_id) REFERENCES accounts (id);
ALTER TABLE opportunities ADD FOREIGN KEY (account_id) REFERENCES accounts (id);
ALTER TABLE activities ADD FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE CASCADE;
ANALYZE;
