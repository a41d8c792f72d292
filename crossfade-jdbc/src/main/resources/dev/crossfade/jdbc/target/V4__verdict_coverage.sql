-- Which rows a verdict speaks of, and from where in the streams a later upkeep has to look for changes.
ALTER TABLE crossfade.verdict
  ADD COLUMN coverage      text NOT NULL DEFAULT 'FULL' CHECK (coverage IN ('FULL', 'UPKEEP')),
  ADD COLUMN because       text NOT NULL DEFAULT '',
  ADD COLUMN full_pass_at  timestamptz,
  ADD COLUMN touched       bigint,
  ADD COLUMN stream_source text[] NOT NULL DEFAULT '{}',
  ADD COLUMN stream_id     text[] NOT NULL DEFAULT '{}',
  ADD COLUMN stream_offset bigint[] NOT NULL DEFAULT '{}';
