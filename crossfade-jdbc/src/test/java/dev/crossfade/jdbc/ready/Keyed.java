package dev.crossfade.jdbc.ready;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.jdbc.source.Readying;
import dev.crossfade.jdbc.source.Rooms;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.cutover.HeadRoom;
import dev.crossfade.spi.cutover.Readiness;
import dev.crossfade.testkit.contract.KeyedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/** What keyed databases of both kinds of servers have in common. */
abstract class Keyed implements KeyedDatabase {

  final DatabaseEndpoint endpoint;
  private final SystemType type;
  private final String schema;

  Keyed(DatabaseEndpoint endpoint, SystemType type, String schema) {
    this.endpoint = endpoint;
    this.type = type;
    this.schema = schema;
  }

  @Override
  public List<String> tables() {
    return List.of("counted", "sequenced");
  }

  @Override
  public final String bounded() {
    return "bounded";
  }

  @Override
  public final Readiness readiness(String table) {
    return readiness(endpoint.user(), endpoint.password(), table);
  }

  /** What room the server has. */
  final HeadRoom room() {
    return Rooms.open(settings(endpoint.user(), endpoint.password()));
  }

  final Readiness readiness(String user, String password, String... tables) {
    SourceSettings settings = settings(user, password);
    return Readying.open(
        settings, Arrays.stream(tables).map(each -> new TableId(schema, each)).toList());
  }

  private SourceSettings settings(String user, String password) {
    return new SourceSettings(
        type,
        endpoint.host(),
        endpoint.port(),
        type == SystemType.POSTGRESQL ? endpoint.database() : schema,
        user,
        password,
        "spring-26",
        "shop",
        ZeroDates.REFUSE,
        Tls.UNSAID);
  }

  final Connection connect() throws SQLException {
    Connection connection =
        DriverManager.getConnection(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          type == SystemType.POSTGRESQL ? "SET search_path = " + schema : "USE " + schema);
    }
    return connection;
  }

  final void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  final long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public final long insert(String table) throws SQLException {
    return number("INSERT INTO " + table + " (note) VALUES ('of an application') RETURNING id");
  }

  @Override
  public void arrive(String table, long key) throws SQLException {
    execute("INSERT INTO " + table + " (id, note) VALUES (" + key + ", 'arrived')");
  }

  @Override
  public final void clear(String table) throws SQLException {
    execute("DELETE FROM " + table);
  }

  @Override
  public final AutoCloseable reading(String table) throws SQLException {
    Connection connection = connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT count(*) FROM " + table);
    }
    return connection;
  }

  @Override
  public final void read(String table) throws SQLException {
    number("SELECT count(*) FROM " + table);
  }
}
