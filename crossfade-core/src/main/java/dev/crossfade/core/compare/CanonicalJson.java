package dev.crossfade.core.compare;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Encodes JSON text so that equal values have equal bytes: no blanks, one spelling of each string
 * and number, members of an object in the order of their names' length and bytes (in which jsonb
 * prints them, so that they need not be moved), the last of those with the same name. Or, in the
 * other spelling, as {@code jsonb} prints it. One thread.
 */
final class CanonicalJson {

  private static final int MAX_DEPTH = 1_000;
  private static final int PLAIN_DIGITS = 30;

  /** Of what it is that equal bytes are made. */
  enum Spelling {
    /** Equal values: numbers as numbers, whatever zeros are behind them. */
    BRIEF(",", ":"),
    /** What {@code jsonb} prints alike: it keeps zeros at the end of a number. */
    PRINTED(", ", ": ");

    private final String comma;
    private final String colon;

    Spelling(String comma, String colon) {
      this.comma = comma;
      this.colon = colon;
    }
  }

  /** No database holds more digits before or behind the point. */
  private static final int MOST_DIGITS = 150_000;

  private final EncodedBytes out;
  private final Spelling spelling;
  private char high;
  private int[] members = new int[48];
  private int count;
  private String text = "";
  private int at;

  CanonicalJson(EncodedBytes out, Spelling spelling) {
    this.out = out;
    this.spelling = spelling;
  }

  /** Appends the canonical form and returns true, or appends nothing if the text is not JSON. */
  boolean append(String json) {
    int start = out.length();
    text = json;
    at = 0;
    count = 0;
    try {
      return whole(start);
    } finally {
      text = "";
    }
  }

  private boolean whole(int start) {
    try {
      value(0);
      space();
      if (at == text.length()) {
        return true;
      }
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException notJson) {
      // fall through
    }
    out.truncate(start);
    return false;
  }

  private void value(int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("nested too deeply");
    }
    space();
    switch (text.charAt(at)) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private void object(int depth) {
    at++;
    out.octet('{');
    int first = count;
    int start = out.length();
    space();
    if (text.charAt(at) == '}') {
      at++;
    } else {
      do {
        member(depth);
      } while (more('}'));
    }
    if (!Members.ordered(out.bytes(), members, first, count)) {
      Members.order(out, start, Arrays.copyOfRange(members, first, count));
    }
    count = first;
    close('}', start);
  }

  /** Every member ends with a comma, also the last, which printed JSON has not. */
  private void close(char bracket, int start) {
    if (spelling == Spelling.PRINTED && out.length() > start) {
      out.truncate(out.length() - spelling.comma.length());
    }
    out.octet(bracket);
  }

  /** A member ends with a comma, also the last. */
  private void member(int depth) {
    int begin = out.length();
    space();
    string();
    int nameEnd = out.length();
    space();
    expect(':');
    out.ascii(spelling.colon, 0, -1);
    value(depth + 1);
    out.ascii(spelling.comma, 0, -1);
    if (members.length < count + 3) {
      members = Arrays.copyOf(members, members.length * 2);
    }
    members[count++] = begin;
    members[count++] = nameEnd;
    members[count++] = out.length();
    space();
  }

  private void array(int depth) {
    at++;
    out.octet('[');
    int start = out.length();
    space();
    if (text.charAt(at) == ']') {
      at++;
    } else {
      do {
        value(depth + 1);
        out.ascii(spelling.comma, 0, -1);
        space();
      } while (more(']'));
    }
    close(']', start);
  }

  private boolean more(char end) {
    char next = text.charAt(at++);
    if (next != ',' && next != end) {
      throw new IllegalArgumentException("unexpected character");
    }
    return next == ',';
  }

  private void number() {
    int start = at;
    boolean whole = true;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c < '0' || c > '9') {
        if ("+-.eE".indexOf(c) < 0) {
          break;
        }
        whole &= c == '-' && at == start;
      }
      at++;
    }
    int sign = start < at && text.charAt(start) == '-' ? 1 : 0;
    int digits = at - start - sign;
    boolean plain =
        whole && digits > 0 && digits <= PLAIN_DIGITS && text.charAt(start + sign) != '0';
    out.ascii(
        plain ? text : spelled(text.substring(start, at)), plain ? start : 0, plain ? at : -1);
  }

  /** Whole numbers of few digits without exponent, as most are written. */
  private String spelled(String number) {
    return spelling == Spelling.PRINTED ? printed(number) : brief(number);
  }

  private static String printed(String number) {
    BigDecimal value = new BigDecimal(number);
    long whole = (long) value.precision() - value.scale();
    boolean bounded = whole <= MOST_DIGITS && value.scale() <= MOST_DIGITS;
    return bounded ? value.setScale(Math.max(0, value.scale())).toPlainString() : number;
  }

  private static String brief(String number) {
    BigDecimal value = new BigDecimal(number).stripTrailingZeros();
    boolean plain = value.scale() <= 0 && value.precision() - value.scale() <= PLAIN_DIGITS;
    return value.signum() == 0 ? "0" : plain ? value.toPlainString() : value.toString();
  }

  private void string() {
    expect('"');
    out.octet('"');
    while (true) {
      int plain = at;
      while (plain(text.charAt(at))) {
        at++;
      }
      out.ascii(text, plain, at);
      char c = text.charAt(at++);
      if (c == '"') {
        out.octet('"');
        return;
      }
      quoted(c == '\\' ? escape() : c);
    }
  }

  private static boolean plain(char c) {
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
  }

  private char escape() {
    char c = text.charAt(at++);
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text, at - 4, at, 16);
      }
      case '"', '\\', '/' -> c;
      default -> throw new IllegalArgumentException("unknown escape");
    };
  }

  private void quoted(char c) {
    if (c == '"' || c == '\\') {
      out.octet('\\');
      out.octet(c);
    } else if (c < 0x20) {
      out.ascii(control(c), 0, -1);
    } else if (spelling == Spelling.PRINTED && Character.isSurrogate(c)) {
      half(c);
    } else {
      out.utf8(c);
    }
  }

  private String control(char c) {
    int known = spelling == Spelling.PRINTED ? "\b\f\n\r\t".indexOf(c) : -1;
    return known < 0 ? "\\u%04x".formatted((int) c) : "\\" + "bfnrt".charAt(known);
  }

  /** The second half of a character ends it; a first one without a second is in no database. */
  private void half(char c) {
    if (Character.isHighSurrogate(c)) {
      high = c;
    } else {
      out.point(Character.toCodePoint(high, c));
    }
  }

  private void word(String word) {
    if (!text.startsWith(word, at)) {
      throw new IllegalArgumentException("unexpected character");
    }
    at += word.length();
    out.ascii(word, 0, -1);
  }

  private void expect(char c) {
    if (text.charAt(at++) != c) {
      throw new IllegalArgumentException("unexpected character");
    }
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
