package dev.crossfade.jdbc.control;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.jdbc.fault.Proxy;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.traffic.RouteStore;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL that the test classes of this package share. */
final class ControlFixture {

  private static @Nullable EmbeddedService<DatabaseEndpoint> shared;

  private final DatabaseEndpoint endpoint = service().endpoint();

  /** Started by the first class, stopped when the tests' process ends. */
  private static synchronized EmbeddedService<DatabaseEndpoint> service() {
    EmbeddedService<DatabaseEndpoint> running = shared;
    if (running == null) {
      try {
        Path folder = Files.createTempDirectory("crossfade-control-test");
        EmbeddedService<DatabaseEndpoint> started =
            EmbeddedPostgres.start(folder, DatabaseOptions.database("control"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, folder)));
        shared = started;
        running = started;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return running;
  }

  private static void stop(EmbeddedService<DatabaseEndpoint> service, Path folder) {
    service.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DatabaseEndpoint endpoint() {
    return endpoint;
  }

  ControlStore open() {
    return open(endpoint.port());
  }

  ControlStore open(int port) {
    return ControlStores.open(settings(port));
  }

  RouteStore routes() {
    return ControlStores.routes(settings(endpoint.port()));
  }

  private ControlSettings settings(int port) {
    return new ControlSettings(
        endpoint.host(),
        port,
        endpoint.database(),
        endpoint.user(),
        endpoint.password(),
        ControlSettings.Place.OWN,
        Tls.UNSAID);
  }

  /** A store behind a proxy that cuts the next append. */
  ControlStore lossy(Proxy.Cut cut) {
    try {
      Proxy proxy = new Proxy(endpoint.port());
      ControlStore store = open(proxy.port());
      store.journal().migrations();
      proxy.cutAt("INSERT INTO crossfade.journal", cut);
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + endpoint.host() + ":" + endpoint.port() + "/" + endpoint.database(),
        endpoint.user(),
        endpoint.password());
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  boolean holds(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
