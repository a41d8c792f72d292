package dev.crossfade.server.output;

/** The colours used, by meaning. */
public enum Ink {
  GOOD("\u001b[32m"),
  BAD("\u001b[31m"),
  WARN("\u001b[33m"),
  STRONG("\u001b[1m"),
  FAINT("\u001b[2m");

  static final String END = "\u001b[0m";

  private final String start;

  Ink(String start) {
    this.start = start;
  }

  String start() {
    return start;
  }
}
