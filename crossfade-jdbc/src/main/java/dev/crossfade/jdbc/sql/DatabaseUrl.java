package dev.crossfade.jdbc.sql;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.SystemType;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address of a database as users write it: {@code postgresql://host:port/database}.
 *
 * @param type which database
 * @param host name or address; IPv6 in brackets
 * @param port TCP port
 * @param database not empty
 */
public record DatabaseUrl(SystemType type, String host, int port, String database) {

  private static final String FIX =
      "write postgresql://host:port/database, mariadb://host:port/database or"
          + " mysql://host:port/database";

  /**
   * Parses an address. User, password and options are refused: credentials have their own fields,
   * and driver options are not for users because some of them run code or read files.
   *
   * @throws ProblemException that says which part is wrong
   */
  public static DatabaseUrl parse(String text) {
    URI uri = uri(text.strip());
    SystemType type = type(uri.getScheme());
    refuse(
        uri.getRawUserInfo() != null,
        "it contains a user",
        "put user and password into the" + " fields user and password");
    refuse(
        uri.getRawQuery() != null || uri.getRawFragment() != null,
        "it contains options",
        "remove everything from '?' or '#'");
    String host = uri.getHost();
    if (host == null) {
      throw invalid("it has no valid host", FIX);
    }
    int port = uri.getPort() < 0 ? defaultPort(type) : uri.getPort();
    refuse(port < 1 || port > 65_535, "the port is not between 1 and 65535", FIX);
    return new DatabaseUrl(type, host, port, database(uri.getRawPath()));
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw invalid("it is not a URL (" + e.getReason() + ")", FIX);
    }
  }

  private static SystemType type(@Nullable String scheme) {
    if (scheme == null) {
      throw invalid("it does not begin with the kind of database", FIX);
    }
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "postgresql", "postgres" -> SystemType.POSTGRESQL;
      case "mariadb" -> SystemType.MARIADB;
      case "mysql" -> SystemType.MYSQL;
      case "jdbc" -> throw invalid("it is a JDBC URL", "remove 'jdbc:' and all options");
      default -> throw invalid("'" + scheme + "' is not a supported database", FIX);
    };
  }

  private static int defaultPort(SystemType type) {
    return type == SystemType.POSTGRESQL ? 5432 : 3306;
  }

  private static String database(@Nullable String path) {
    String raw = path == null || path.isEmpty() ? "" : path.substring(1);
    refuse(raw.isEmpty(), "it names no database", FIX);
    refuse(raw.indexOf('/') >= 0, "the database name contains '/'", "write %2F for a slash");
    return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static void refuse(boolean wrong, String why, String fix) {
    if (wrong) {
      throw invalid(why, fix);
    }
  }

  private static ProblemException invalid(String why, String fix) {
    return Problem.of(SqlProblem.URL_INVALID, "The database URL cannot be used", why, fix).raise();
  }

  /** The canonical spelling. */
  @Override
  public String toString() {
    return type.text() + "://" + host + ":" + port + "/" + database;
  }
}
