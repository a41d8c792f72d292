package dev.crossfade.cli.remote;

/** The shapes in which a command can print what a server said. */
enum Shape {
  /** For people. */
  TABLE,
  /** For programs, as the server gave it. */
  JSON,
  /** The same as YAML. */
  YAML,
  /** The rows of the table, comma separated, with a header. */
  CSV
}
