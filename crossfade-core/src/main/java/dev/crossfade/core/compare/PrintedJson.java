package dev.crossfade.core.compare;

import java.util.Arrays;

/**
 * Makes of JSON as PostgreSQL prints {@code jsonb} the bytes that {@link CanonicalJson} makes of
 * it, in one pass over bytes that nobody has made text of. What is spelled in any other way than
 * the usual one is left to that class. One thread.
 *
 * <p>Every method that reads takes the place where it begins and returns the place behind what it
 * has read and copied, or {@link #UNUSUAL}.
 */
final class PrintedJson {

  private static final int UNUSUAL = -1;
  private static final int MOST_DEPTH = 32;
  private static final int MOST_DIGITS = 30;

  /** A comma behind the last member is the only byte more, and its brackets take two. */
  private static final int EXPANSION = 2;

  private static final byte[] NOTHING = {};

  /** Bytes that do not stand for themselves within a string. */
  private static final boolean[] SPECIAL = new boolean[256];

  static {
    for (int i = 0; i < SPECIAL.length; i++) {
      SPECIAL[i] = i < 0x20 || i == '"' || i == '\\' || i >= Utf8Bytes.FOUR;
    }
  }

  private final EncodedBytes out;
  private byte[] from = NOTHING;
  private byte[] to = NOTHING;
  private int end;
  private int length;

  PrintedJson(EncodedBytes out) {
    this.out = out;
  }

  /**
   * Appends the canonical form and returns true, or appends nothing.
   *
   * @param bytes JSON in UTF-8
   */
  boolean append(byte[] bytes, int start, int count) {
    int before = out.length();
    out.room(EXPANSION * count);
    from = bytes;
    to = out.bytes();
    end = start + count;
    length = before;
    boolean done = value(start, 0) == end;
    out.truncate(done ? length : before);
    from = NOTHING;
    to = NOTHING;
    return done;
  }

  private int value(int at, int depth) {
    if (at >= end || depth == MOST_DEPTH) {
      return UNUSUAL;
    }
    return switch (from[at]) {
      case '"' -> string(at);
      case '{' -> object(at, depth);
      case '[' -> array(at, depth);
      case 't' -> word(at, "true");
      case 'f' -> word(at, "false");
      case 'n' -> word(at, "null");
      default -> number(at);
    };
  }

  private int object(int start, int depth) {
    put('{');
    int at = start + 1;
    int name = UNUSUAL;
    int nameEnd = UNUSUAL;
    boolean more = !is(at, '}');
    while (more) {
      int begin = length;
      at = is(at, '"') ? string(at) : UNUSUAL;
      if (at < 0 || !is(at, ':') || (name >= 0 && !rises(name, nameEnd, begin))) {
        return UNUSUAL;
      }
      name = begin;
      nameEnd = length;
      put(':');
      at = value(afterSpace(at + 1), depth + 1);
      if (at < 0) {
        return UNUSUAL;
      }
      put(',');
      more = is(at, ',');
      at = more ? afterSpace(at + 1) : at;
    }
    return closed(at, '}');
  }

  private int array(int start, int depth) {
    put('[');
    int at = start + 1;
    boolean more = !is(at, ']');
    while (more) {
      at = value(at, depth + 1);
      if (at < 0) {
        return UNUSUAL;
      }
      put(',');
      more = is(at, ',');
      at = more ? afterSpace(at + 1) : at;
    }
    return closed(at, ']');
  }

  private int closed(int at, char bracket) {
    if (!is(at, bracket)) {
      return UNUSUAL;
    }
    put(bracket);
    return at + 1;
  }

  /** Whether the name that was put last stands behind the one before it. */
  private boolean rises(int name, int nameEnd, int next) {
    int first = nameEnd - name;
    int second = length - next;
    return first == second
        ? Arrays.compareUnsigned(to, name, nameEnd, to, next, length) < 0
        : first < second;
  }

  /** From a quote to the next one, when there is nothing special in between. */
  private int string(int start) {
    byte[] source = from;
    byte[] target = to;
    int last = end;
    int put = length;
    target[put++] = '"';
    for (int at = start + 1; at < last; at++) {
      byte each = source[at];
      target[put++] = each;
      if (SPECIAL[each & 0xFF]) {
        length = put;
        return each == '"' ? at + 1 : UNUSUAL;
      }
    }
    return UNUSUAL;
  }

  /** A number as it is written when it is written in the shortest way. */
  private int number(int start) {
    int first = from[start] == '-' ? start + 1 : start;
    int at = afterDigits(first);
    boolean zero = at == first + 1 && from[first] == '0';
    if (at == first || (from[first] == '0' && !zero)) {
      return UNUSUAL;
    }
    if (is(at, '.')) {
      int fraction = at + 1;
      at = afterDigits(fraction);
      boolean shortest = at > fraction && from[at - 1] != '0' && !(zero && from[fraction] == '0');
      if (!shortest) {
        return UNUSUAL;
      }
    } else if (zero && first > start) {
      return UNUSUAL;
    }
    if (at - start > MOST_DIGITS || is(at, 'e') || is(at, 'E')) {
      return UNUSUAL;
    }
    for (int i = start; i < at; i++) {
      put(from[i]);
    }
    return at;
  }

  private int afterDigits(int start) {
    int at = start;
    while (at < end && from[at] >= '0' && from[at] <= '9') {
      at++;
    }
    return at;
  }

  private int word(int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!is(at + i, word.charAt(i))) {
        return UNUSUAL;
      }
      put(word.charAt(i));
    }
    return at + word.length();
  }

  private boolean is(int at, int expected) {
    return at < end && from[at] == expected;
  }

  private int afterSpace(int at) {
    return is(at, ' ') ? at + 1 : at;
  }

  private void put(int each) {
    to[length++] = (byte) each;
  }
}
