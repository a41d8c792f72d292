package dev.crossfade.mapping.function;

import java.net.IDN;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a valid e-mail address is: {@code local@domain} as mail systems in use accept it. */
final class Emails {

  static final String ATOM = "!#$%&'*+/=?^_`{|}~-.";

  private Emails() {}

  static @Nullable String canonical(String text) {
    String plain = PlainEmails.canonical(text);
    return plain != null ? plain : general(text);
  }

  /** The same for any text, slower. */
  static @Nullable String general(String text) {
    String address = text.strip();
    int at = address.lastIndexOf('@');
    if (at <= 0 || at > 64 || address.length() > 320) {
      return null;
    }
    String local = address.substring(0, at).toLowerCase(Locale.ROOT);
    String domain = asciiDomain(address.substring(at + 1));
    if (domain == null || !validLocal(local) || local.length() + domain.length() > 253) {
      return null;
    }
    return local + "@" + domain;
  }

  static @Nullable String domain(String text) {
    String address = canonical(text);
    return address == null ? null : address.substring(address.lastIndexOf('@') + 1);
  }

  private static boolean validLocal(String local) {
    char previous = '.';
    for (int i = 0; i < local.length(); i++) {
      char c = local.charAt(i);
      boolean fine = c >= 0x80 ? validBeyondAscii(c) : letterOrDigit(c) || ATOM.indexOf(c) >= 0;
      if (!fine || (c == '.' && previous == '.')) {
        return false;
      }
      previous = c;
    }
    return previous != '.';
  }

  private static boolean validBeyondAscii(char c) {
    return Character.isSurrogate(c)
        || Character.isLetterOrDigit(c)
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private static @Nullable String asciiDomain(String domain) {
    String ascii = ascii(domain) ? domain.toLowerCase(Locale.ROOT) : punycode(domain);
    return ascii != null && validDomain(ascii) ? ascii : null;
  }

  private static @Nullable String punycode(String domain) {
    try {
      return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean validDomain(String domain) {
    int labelStart = 0;
    int labels = 0;
    for (int i = 0; i <= domain.length(); i++) {
      if (i == domain.length() || domain.charAt(i) == '.') {
        if (!validLabel(domain, labelStart, i)) {
          return false;
        }
        labels++;
        labelStart = i + 1;
      }
    }
    int top = domain.lastIndexOf('.') + 1;
    return labels >= 2 && domain.length() - top >= 2 && !digit(domain.charAt(top));
  }

  private static boolean validLabel(String domain, int from, int to) {
    if (to - from < 1
        || to - from > 63
        || domain.charAt(from) == '-'
        || domain.charAt(to - 1) == '-') {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = domain.charAt(i);
      if (!letterOrDigit(c) && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean letterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || digit(c);
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean ascii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
