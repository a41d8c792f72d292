package dev.crossfade.embedded.demo.stack;

/** What became of a write. */
enum Fate {
  /** It is done. */
  DONE,
  /** It was done before, and nothing was done now. */
  DONE_BEFORE,
  /** There is something else under that id. */
  TAKEN,
  /** There is nothing under that id. */
  MISSING
}
