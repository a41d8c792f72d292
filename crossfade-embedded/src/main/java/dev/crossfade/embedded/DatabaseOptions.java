package dev.crossfade.embedded;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Choices for an embedded database. User, password and port are fixed when the folder is first
 * used; null means: take what is remembered there, or choose.
 *
 * @param user the superuser's name
 * @param password the superuser's password; generated when null
 * @param port TCP port
 * @param database created if missing, and named in the JDBC URL
 * @param settings server settings beside ours, which they replace
 */
public record DatabaseOptions(
    @Nullable String user,
    @Nullable String password,
    @Nullable Integer port,
    String database,
    Map<String, String> settings) {

  public DatabaseOptions {
    settings = Map.copyOf(settings);
  }

  /** Everything chosen by the launcher; the JDBC URL names {@code database}. */
  public static DatabaseOptions database(String database) {
    return new DatabaseOptions(null, null, null, database, Map.of());
  }

  public DatabaseOptions user(String name, String secret) {
    return new DatabaseOptions(name, secret, port, database, settings);
  }

  public DatabaseOptions port(int number) {
    return new DatabaseOptions(user, password, number, database, settings);
  }

  public DatabaseOptions setting(String name, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(name, value);
    return new DatabaseOptions(user, password, port, database, more);
  }

  @Override
  public String toString() {
    return "DatabaseOptions[user=" + user + ", port=" + port + ", database=" + database + "]";
  }
}
