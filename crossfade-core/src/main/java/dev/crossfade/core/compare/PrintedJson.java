package dev.crossfade.core.compare;

import java.util.Arrays;

/**
 * Makes of JSON as PostgreSQL prints {@code jsonb} the bytes that {@link CanonicalJson} makes of
 * it, in one pass over bytes that nobody has made text of. What is spelled in any other way than
 * the usual one is left to that class. One thread.
 */
final class PrintedJson {

  private static final int MOST_DEPTH = 32;
  private static final int MOST_DIGITS = 30;

  /** A comma behind the last member is the only byte more, and its brackets take two. */
  private static final int EXPANSION = 2;

  private static final byte[] NOTHING = {};

  private final EncodedBytes out;
  private byte[] from = NOTHING;
  private byte[] to = NOTHING;
  private int at;
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
    at = start;
    end = start + count;
    length = before;
    boolean done = value(0) && at == end;
    out.truncate(done ? length : before);
    from = NOTHING;
    to = NOTHING;
    return done;
  }

  private boolean value(int depth) {
    if (at == end || depth == MOST_DEPTH) {
      return false;
    }
    return switch (from[at]) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean object(int depth) {
    take();
    int name = -1;
    int nameEnd = -1;
    boolean more = at < end && from[at] != '}';
    while (more) {
      int begin = length;
      if (!string()) {
        return false;
      }
      if (name >= 0 && !rises(name, nameEnd, begin, length)) {
        return false;
      }
      name = begin;
      nameEnd = length;
      if (!next(':')) {
        return false;
      }
      space();
      if (!value(depth + 1)) {
        return false;
      }
      to[length++] = ',';
      more = comma();
    }
    return next('}');
  }

  private boolean array(int depth) {
    take();
    boolean more = at < end && from[at] != ']';
    while (more) {
      if (!value(depth + 1)) {
        return false;
      }
      to[length++] = ',';
      more = comma();
    }
    return next(']');
  }

  private boolean rises(int name, int nameEnd, int next, int nextEnd) {
    int first = nameEnd - name;
    int second = nextEnd - next;
    return first != second
        ? first < second
        : Arrays.compareUnsigned(to, name, nameEnd, to, next, nextEnd) < 0;
  }

  /** Quote, characters that stand for themselves, quote. */
  private boolean string() {
    if (at == end || from[at] != '"') {
      return false;
    }
    int i = at + 1;
    while (i < end && plain(from[i])) {
      i++;
    }
    if (i == end || from[i] != '"') {
      return false;
    }
    int count = i + 1 - at;
    System.arraycopy(from, at, to, length, count);
    length += count;
    at += count;
    return true;
  }

  private static boolean plain(byte each) {
    int value = each & 0xFF;
    return value >= 0x20 && value != '"' && value != '\\' && value < Utf8Bytes.FOUR;
  }

  /** A number as it is written when it is written in the shortest way. */
  private boolean number() {
    int start = at;
    int first = from[at] == '-' ? at + 1 : at;
    int i = digits(first);
    boolean zero = i == first + 1 && from[first] == '0';
    if (i == first || (from[first] == '0' && !zero)) {
      return false;
    }
    if (i < end && from[i] == '.') {
      int fraction = i + 1;
      i = digits(fraction);
      boolean shortest = i > fraction && from[i - 1] != '0' && !(zero && from[fraction] == '0');
      if (!shortest) {
        return false;
      }
    } else if (zero && first > start) {
      return false;
    }
    if (i - start > MOST_DIGITS || (i < end && (from[i] == 'e' || from[i] == 'E'))) {
      return false;
    }
    while (at < i) {
      take();
    }
    return true;
  }

  private int digits(int i) {
    int next = i;
    while (next < end && from[next] >= '0' && from[next] <= '9') {
      next++;
    }
    return next;
  }

  private boolean word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!next(word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean next(int expected) {
    if (at == end || from[at] != expected) {
      return false;
    }
    take();
    return true;
  }

  private void take() {
    to[length++] = from[at++];
  }

  private void space() {
    if (at < end && from[at] == ' ') {
      at++;
    }
  }

  private boolean comma() {
    if (at == end || from[at] != ',') {
      return false;
    }
    at++;
    space();
    return true;
  }
}
