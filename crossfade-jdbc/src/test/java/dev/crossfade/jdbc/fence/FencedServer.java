package dev.crossfade.jdbc.fence;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.jdbc.fault.LosingProxy;
import dev.crossfade.jdbc.source.FenceScope;
import dev.crossfade.jdbc.source.Fences;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.testkit.contract.FencedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What fenced databases of the kinds of servers have in common. */
abstract class FencedServer implements FencedDatabase {

  static final String FENCER = "fencer";
  static final String SECRET = "for-tests-only";

  private final EmbeddedService<DatabaseEndpoint> service;
  private final SystemType type;
  private final List<String> tables;
  final String database;
  private @Nullable LosingProxy proxy;

  FencedServer(
      EmbeddedService<DatabaseEndpoint> service,
      SystemType type,
      String database,
      List<String> tables) {
    this.service = service;
    this.type = type;
    this.database = database;
    this.tables = tables;
  }

  abstract String schema();

  abstract String beginning();

  /** The statement with which this writer inserts this row. */
  abstract String inserting(String writer, long row);

  final String administrator() {
    return service.endpoint().user();
  }

  @Override
  public final Fence fence() {
    return fence(service.endpoint().port());
  }

  private Fence fence(int port) {
    SourceSettings settings =
        new SourceSettings(
            type,
            service.endpoint().host(),
            port,
            database,
            FENCER,
            SECRET,
            "spring-26",
            "shop",
            ZeroDates.REFUSE,
            Tls.UNSAID);
    List<TableId> ids = tables.stream().map(table -> new TableId(schema(), table)).toList();
    return Fences.open(settings, new FenceScope(ids, Set.of(administrator())));
  }

  @Override
  public final Fence losing(int request) {
    try {
      closeProxy();
      LosingProxy next = new LosingProxy(service.endpoint().port(), "fence", request);
      proxy = next;
      return fence(next.port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public final boolean lost() {
    return proxy != null && proxy.lost();
  }

  private void closeProxy() throws IOException {
    if (proxy != null) {
      proxy.close();
    }
  }

  final Connection administer() throws SQLException {
    return open(administrator(), service.endpoint().password());
  }

  final Connection open(String user, String password) throws SQLException {
    return open(user, password, user.equals(administrator()));
  }

  /** A connection that says that it is Crossfade's, or does not. */
  final Connection open(String user, String password, boolean crossfade) throws SQLException {
    boolean postgres = type == SystemType.POSTGRESQL;
    String says =
        postgres
            ? "?ApplicationName=crossfade-kit"
            : "?initSql=DO get_lock(concat('crossfade.session.', connection_id()), 0)";
    String address =
        "%s://%s:%d/%s%s"
            .formatted(
                postgres ? "jdbc:postgresql" : "jdbc:mariadb",
                service.endpoint().host(),
                service.endpoint().port(),
                database,
                crossfade ? says : "");
    return DriverManager.getConnection(address, user, password);
  }

  final void execute(String... statements) throws SQLException {
    try (Connection connection = administer();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  final void executeAs(String user, String... statements) throws SQLException {
    try (Connection connection = open(user, SECRET);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  final List<String> lines(String query) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = administer();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        lines.add(row.getString(1));
      }
    }
    return lines;
  }

  @Override
  public Session connect(String writer) throws SQLException {
    Connection connection = open(writer, SECRET);
    return new Session() {
      @Override
      public void begin() throws SQLException {
        statement(beginning());
      }

      @Override
      public void insert(long row) throws SQLException {
        statement(inserting(writer, row));
      }

      @Override
      public void commit() throws SQLException {
        statement("COMMIT");
      }

      private void statement(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
          statement.execute(sql);
        }
      }

      @Override
      public void close() {
        try {
          connection.close();
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  @Override
  public Set<Long> rows() throws SQLException {
    Set<Long> rows = new HashSet<>();
    for (String table : tables) {
      if (!table.equals("scratch")) {
        lines("SELECT id FROM " + table).forEach(row -> rows.add(Long.parseLong(row)));
      }
    }
    return rows;
  }

  @Override
  public void attempt(String writer, Deed deed) throws SQLException {
    executeAs(
        writer,
        switch (deed) {
          case INSERT -> "INSERT INTO scratch (id) VALUES (1)";
          case UPDATE -> "UPDATE scratch SET note = 'x'";
          case DELETE -> "DELETE FROM scratch";
          case TRUNCATE -> "TRUNCATE TABLE scratch";
        });
  }

  @Override
  public void close() {
    try {
      closeProxy();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
