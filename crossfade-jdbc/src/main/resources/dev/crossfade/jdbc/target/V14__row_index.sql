-- Which loads have records of a key. Made of the records, after them, and never believed instead of them.
CREATE TABLE crossfade.key_segment (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  migration   text NOT NULL,
  entry_count bigint NOT NULL,
  -- number and part of each load that it covers, 12 bytes together
  places      bytea NOT NULL
);
ALTER TABLE crossfade.key_segment ALTER places SET STORAGE EXTERNAL;
CREATE INDEX key_segment_migration ON crossfade.key_segment (migration);

CREATE TABLE crossfade.key_page (
  segment     bigint NOT NULL REFERENCES crossfade.key_segment ON DELETE CASCADE,
  first_entry bigint NOT NULL,
  entries     bytea NOT NULL,
  PRIMARY KEY (segment, first_entry)
);
ALTER TABLE crossfade.key_page ALTER entries SET STORAGE EXTERNAL;

ALTER TABLE crossfade.load ADD covered boolean;
CREATE INDEX load_not_covered ON crossfade.load (migration, id) WHERE covered IS NULL;
