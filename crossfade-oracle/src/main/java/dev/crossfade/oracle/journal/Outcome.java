package dev.crossfade.oracle.journal;

import java.util.Locale;

/** How far an operation got, as its client knows. */
public enum Outcome {
  /** It was about to be sent. */
  INVOKE,
  /** Its commit returned: acknowledged, it must be visible. */
  OK,
  /** It was certainly not committed: it must never be visible. */
  FAIL,
  /** The connection broke during the commit: either, but the same on both sides. */
  INFO;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Outcome of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
