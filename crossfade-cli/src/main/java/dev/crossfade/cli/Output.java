package dev.crossfade.cli;

/** Form of a command's output. */
enum Output {
  /** For people. */
  TEXT,
  /** For programs; stable and versioned. */
  JSON
}
