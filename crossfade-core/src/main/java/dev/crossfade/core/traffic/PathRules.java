package dev.crossfade.core.traffic;

/**
 * Which paths every server understands alike. Any other could be judged by one route here and be
 * answered as one of another by the stack, which would be a way around a hold.
 */
public final class PathRules {

  private PathRules() {}

  /**
   * Whether two servers could take a path for different ones: it does not begin with a slash, has
   * an empty segment before the last, a segment of dots (also before a semicolon), a backslash, a
   * character that is no visible one of ASCII, or in percent: one of these, a slash, a letter, a
   * digit or another character that needs none, or nothing that is a number.
   */
  public static boolean ambiguous(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return true;
    }
    int start = 1;
    for (int at = 1; at < path.length(); at++) {
      char each = path.charAt(at);
      if (each <= ' ' || each >= 0x7f || each == '\\' || (each == '%' && odd(path, at))) {
        return true;
      }
      if (each == '/') {
        if (at == start || dots(path, start, at)) {
          return true;
        }
        start = at + 1;
      }
    }
    return dots(path, start, path.length());
  }

  /** Whether a target, with what is behind the question mark, cannot stand in a request line. */
  public static boolean unspeakable(String target) {
    for (int at = 0; at < target.length(); at++) {
      char each = target.charAt(at);
      if (each <= ' ' || each >= 0x7f || each == '#') {
        return true;
      }
    }
    return target.isEmpty() || target.charAt(0) != '/';
  }

  /** Whether what is written in percent here has another spelling, or none. */
  private static boolean odd(String path, int at) {
    if (at + 2 >= path.length()) {
      return true;
    }
    int high = Character.digit(path.charAt(at + 1), 16);
    int low = Character.digit(path.charAt(at + 2), 16);
    if (high < 0 || low < 0) {
      return true;
    }
    int value = high * 16 + low;
    return value < ' ' || value == 0x7f || value == '/' || value == '\\' || unreserved(value);
  }

  private static boolean unreserved(int value) {
    return (value >= 'a' && value <= 'z')
        || (value >= 'A' && value <= 'Z')
        || (value >= '0' && value <= '9')
        || value == '-'
        || value == '.'
        || value == '_'
        || value == '~';
  }

  /** Whether a segment is one or two dots, or these and parameters, or only parameters. */
  private static boolean dots(String path, int start, int end) {
    int at = start;
    while (at < end && path.charAt(at) == '.') {
      at++;
    }
    boolean over = at == end || path.charAt(at) == ';';
    return over && end > start && at - start <= 2;
  }
}
