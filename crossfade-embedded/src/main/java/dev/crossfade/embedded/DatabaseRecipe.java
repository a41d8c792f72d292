package dev.crossfade.embedded;

import dev.crossfade.embedded.process.Recipe;
import dev.crossfade.embedded.process.ServiceFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/** What the database servers have in common: one port, a superuser, a database made on demand. */
abstract class DatabaseRecipe implements Recipe<DatabaseEndpoint> {

  static final String HOST = "127.0.0.1";

  final ServiceFolder folder;
  final DatabaseOptions options;
  private final DatabaseEndpoint endpoint;

  DatabaseRecipe(ServiceFolder folder, DatabaseOptions options, String scheme) {
    this.folder = folder;
    this.options = options;
    Integer wanted = options.port();
    String port =
        wanted == null
            ? Integer.toString(folder.port("port"))
            : folder.fixed("port", wanted.toString(), wanted::toString);
    String user = folder.fixed("user", options.user(), () -> "crossfade");
    String password = folder.fixed("password", options.password(), DatabaseRecipe::newPassword);
    String url = scheme + "://" + HOST + ":" + port + "/" + options.database();
    this.endpoint =
        new DatabaseEndpoint(url, HOST, Integer.parseInt(port), options.database(), user, password);
  }

  private static String newPassword() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** The URL of a database that always exists, with short time-outs. */
  abstract String adminUrl();

  abstract String listDatabases();

  abstract String createDatabase(String name);

  @Override
  public final DatabaseEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public final List<Integer> ports() {
    return List.of(endpoint.port());
  }

  @Override
  public final Map<String, String> environment() {
    return Map.of("LC_ALL", "C");
  }

  @Override
  public final Path workingFolder() {
    return folder.data();
  }

  @Override
  public final Duration startTimeout() {
    return Duration.ofSeconds(90);
  }

  @Override
  public final boolean answers() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      return statement.execute("SELECT 1");
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void started() throws IOException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      if (!exists(statement)) {
        statement.execute(createDatabase(options.database()));
      }
    } catch (SQLException e) {
      throw new IOException("database " + options.database() + ": " + e.getMessage(), e);
    }
  }

  private boolean exists(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery(listDatabases())) {
      while (rows.next()) {
        if (rows.getString(1).equals(options.database())) {
          return true;
        }
      }
      return false;
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", endpoint.user());
    properties.setProperty("password", endpoint.password());
    return DriverManager.getConnection(adminUrl(), properties);
  }
}
