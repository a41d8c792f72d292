package dev.crossfade.mapping.function;

import org.jspecify.annotations.Nullable;

/** Helps with text by code points and white space. */
final class Texts {

  private Texts() {}

  static @Nullable String emptyToNull(String text) {
    return text.isBlank() ? null : text;
  }

  static String digits(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  /** Trimmed, with runs of white space folded to one space. */
  static String folded(String text) {
    String stripped = text.strip();
    StringBuilder folded = new StringBuilder(stripped.length());
    boolean space = false;
    for (int i = 0; i < stripped.length(); i++) {
      char c = stripped.charAt(i);
      boolean white = Character.isWhitespace(c) || c == '\u00a0';
      if (!white) {
        folded.append(c);
      } else if (!space) {
        folded.append(' ');
      }
      space = white;
    }
    return folded.toString();
  }

  /** Spaces at the ends can only come from such as are not trimmed. */
  static String unfolded(String text) {
    StringBuilder kept = new StringBuilder(text);
    for (int end : new int[] {0, text.length() - 1}) {
      if (!text.isEmpty() && text.charAt(end) == ' ') {
        kept.setCharAt(end, '\u00a0');
      }
    }
    return kept.toString();
  }

  /** Code points in [from, to); both are cut to the text's bounds. */
  static String slice(String text, long from, long to) {
    int length = text.codePointCount(0, text.length());
    int start = (int) Math.max(0, Math.min(from, length));
    int end = (int) Math.max(start, Math.min(to, length));
    int first = text.offsetByCodePoints(0, start);
    return text.substring(first, text.offsetByCodePoints(first, end - start));
  }
}
