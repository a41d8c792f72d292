-- until when what an identity provider said of a person counts; null for those whose password is kept here
ALTER TABLE crossfade.account ADD COLUMN good_until timestamptz;
