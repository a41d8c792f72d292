package dev.crossfade.server.output;

/** The shapes in which a command can print its result. */
public enum Format {
  /** For people. */
  TABLE,
  /** For programs; versioned by {@code apiVersion}. */
  JSON,
  /** The same as YAML. */
  YAML,
  /** For spreadsheets: the rows of the main table, comma separated, with a header. */
  CSV
}
