package dev.crossfade.core.spec;

/** What the stream does when a source table has a column that it did not have before. */
public enum NewColumns {
  /** It stops at the first row that has it, so that somebody decides. */
  STOP,
  /** It goes on without it: nobody maps it yet. */
  IGNORE
}
