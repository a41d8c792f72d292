package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.sql.DatabaseUrl;
import dev.crossfade.server.ServerProblem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A database named on the command line, with the user and password to use for it.
 *
 * @param url address without user and password
 * @param user to connect as
 * @param password never printed
 * @param origin where user and password came from
 */
record Login(DatabaseUrl url, String user, String password, Origin origin) {
  /** Where user and password came from. */
  enum Origin {
    URL,
    ENVIRONMENT
  }

  /**
   * Takes user and password out of a URL, or from {@code <prefix>_USER} and {@code
   * <prefix>_PASSWORD}.
   */
  static Login of(String text, String prefix, Map<String, String> environment) {
    int start = text.indexOf("://") + 3;
    int slash = text.indexOf('/', Math.max(start, 0));
    int at = text.lastIndexOf('@', slash < 0 ? text.length() : slash);
    if (start < 3 || at < start) {
      return fromEnvironment(DatabaseUrl.parse(text), prefix, environment);
    }
    DatabaseUrl url = DatabaseUrl.parse(text.substring(0, start) + text.substring(at + 1));
    String[] parts = text.substring(start, at).split(":", 2);
    if (parts.length == 2) {
      return new Login(url, decoded(parts[0]), decoded(parts[1]), Origin.URL);
    }
    String password = environment.getOrDefault(prefix + "_PASSWORD", "");
    return new Login(url, decoded(parts[0]), password, Origin.URL);
  }

  private static Login fromEnvironment(
      DatabaseUrl url, String prefix, Map<String, String> environment) {
    String user = environment.get(prefix + "_USER");
    if (user == null) {
      throw Problem.of(
              ServerProblem.REFERENCE_UNRESOLVED,
              "No user is known for " + url + ".",
              "The URL holds none, and the environment variable " + prefix + "_USER is not set.",
              "Set "
                  + prefix
                  + "_USER and "
                  + prefix
                  + "_PASSWORD, or write "
                  + "scheme://user:password@host:port/database.")
          .raise();
    }
    String password = environment.getOrDefault(prefix + "_PASSWORD", "");
    return new Login(url, user, password, Origin.ENVIRONMENT);
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Login[" + url + ", user=" + user + "]";
  }
}
