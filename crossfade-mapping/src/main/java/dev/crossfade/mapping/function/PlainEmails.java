package dev.crossfade.mapping.function;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A shortcut for e-mail addresses written in ASCII, which one pass over the text can judge.
 * Whatever is not clearly valid is left to {@link Emails}, so an answer is always its answer too.
 */
final class PlainEmails {

  private static final int LONGEST = 253;
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_LABEL = 63;

  private static final byte SMALL = 1;
  private static final byte CAPITAL = 2;
  private static final byte DIGIT = 3;
  private static final byte DASH = 4;
  private static final byte DOT = 5;
  private static final byte SYMBOL = 6;
  private static final byte AT = 7;
  private static final byte[] KINDS = kinds();

  private PlainEmails() {}

  private static byte[] kinds() {
    byte[] kinds = new byte[128];
    for (char c : Emails.ATOM.toCharArray()) {
      kinds[c] = SYMBOL;
    }
    for (int i = 0; i < 26; i++) {
      kinds['a' + i] = SMALL;
      kinds['A' + i] = CAPITAL;
    }
    for (int i = '0'; i <= '9'; i++) {
      kinds[i] = DIGIT;
    }
    kinds['-'] = DASH;
    kinds['.'] = DOT;
    kinds['@'] = AT;
    return kinds;
  }

  /** The address in canonical form, or null when {@link Emails} has to look at the text. */
  static @Nullable String canonical(String text) {
    String address = trimmed(text);
    if (address.length() > LONGEST) {
      return null;
    }
    byte[] small = new byte[address.length()];
    int at = local(address, small);
    return at < 0 || !domain(address, at + 1, small)
        ? null
        : new String(small, StandardCharsets.ISO_8859_1);
  }

  private static String trimmed(String text) {
    int from = 0;
    int end = text.length();
    while (from < end && text.charAt(from) == ' ') {
      from++;
    }
    while (end > from && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(from, end);
  }

  /**
   * Position of the at sign behind a valid local part, which is written in small letters, or -1.
   */
  private static int local(String address, byte[] small) {
    int previous = DOT;
    for (int i = 0; i < small.length; i++) {
      char c = address.charAt(i);
      int kind = kind(c);
      small[i] = small(c, kind);
      if (kind == AT) {
        return previous == DOT || i > LONGEST_LOCAL ? -1 : i;
      }
      if (kind == 0 || (kind == DOT && previous == DOT)) {
        return -1;
      }
      previous = kind;
    }
    return -1;
  }

  /** Whether a valid domain begins here, which is written in small letters. */
  private static boolean domain(String address, int from, byte[] small) {
    int label = from;
    int previous = DOT;
    for (int i = from; i < small.length; i++) {
      char c = address.charAt(i);
      int kind = kind(c);
      small[i] = small(c, kind);
      if (kind == DOT) {
        if (previous == DOT || previous == DASH || i - label > LONGEST_LABEL) {
          return false;
        }
        label = i + 1;
      } else if (kind == 0 || kind > DASH || (kind == DASH && previous == DOT)) {
        return false;
      }
      previous = kind;
    }
    int top = small.length - label;
    return label > from
        && previous != DASH
        && top >= 2
        && top <= LONGEST_LABEL
        && kind(address.charAt(label)) != DIGIT;
  }

  private static int kind(char c) {
    return c < 128 ? KINDS[c] : 0;
  }

  private static byte small(char c, int kind) {
    return (byte) (kind == CAPITAL ? c + ('a' - 'A') : c);
  }
}
