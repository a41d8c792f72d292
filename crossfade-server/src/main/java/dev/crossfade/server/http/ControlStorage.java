package dev.crossfade.server.http;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.Supervisor;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.jdbc.control.ControlStores;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.server.api.ReleasedSecrets;
import dev.crossfade.server.steward.Household.House;
import dev.crossfade.server.store.Documents;
import dev.crossfade.server.store.ServerTables;
import dev.crossfade.server.store.StoreConnection;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The control store, the user's own or an embedded one that lives and ends with this object. */
public final class ControlStorage implements AutoCloseable {

  private static final int MOST_CONNECTIONS = 10;

  private final @Nullable EmbeddedService<DatabaseEndpoint> embedded;
  private final @Nullable Supervisor supervisor;
  private final ControlSettings settings;
  private final ControlStore journals;
  private final HikariDataSource pool;
  private final TransactionTemplate together;

  private ControlStorage(
      @Nullable EmbeddedService<DatabaseEndpoint> embedded, ControlSettings settings) {
    this.embedded = embedded;
    this.settings = settings;
    this.supervisor = embedded == null ? null : Supervisor.watch(embedded, Duration.ofSeconds(1));
    this.journals = ControlStores.open(settings);
    this.pool = pool(settings);
    this.together = new TransactionTemplate(new JdbcTransactionManager(pool));
  }

  /**
   * Opens it, with all that servers keep in it.
   *
   * @param own the user's; null for an embedded one below the folder
   */
  public static ControlStorage open(@Nullable ControlSettings own, Path data) {
    EmbeddedService<DatabaseEndpoint> embedded =
        own == null
            ? EmbeddedPostgres.start(data.resolve("control"), DatabaseOptions.database("crossfade"))
            : null;
    ControlSettings settings = embedded == null ? own : settings(embedded.endpoint());
    ControlStorage storage =
        new ControlStorage(embedded, java.util.Objects.requireNonNull(settings));
    try {
      storage.journals.prepare();
      ServerTables.create(JdbcClient.create(storage.pool), storage.together);
      return storage;
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  private static ControlSettings settings(DatabaseEndpoint endpoint) {
    return new ControlSettings(
        endpoint.host(),
        endpoint.port(),
        endpoint.database(),
        endpoint.user(),
        endpoint.password(),
        ControlSettings.Place.OWN,
        Tls.UNSAID);
  }

  private static HikariDataSource pool(ControlSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("crossfade-server");
    config.setJdbcUrl(StoreConnection.url(settings));
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setDataSourceProperties(StoreConnection.properties(settings, "crossfade server"));
    config.setMaximumPoolSize(MOST_CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(5_000);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  /** How it is reached. */
  ControlSettings settings() {
    return settings;
  }

  /** Whether it answers now. */
  public boolean answers() {
    try {
      return JdbcClient.create(pool).sql("SELECT 1").query(Integer.class).single() == 1;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** What those who carry out migrations, or help, find in it. */
  public House house(Path data, ReleasedSecrets released, Map<String, String> environment) {
    return new House(
        data,
        new Documents(JdbcClient.create(pool)),
        () -> ControlStores.open(settings),
        this::routes,
        released,
        environment);
  }

  /** Opens the store of route records once more. */
  RouteStore routes() {
    return ControlStores.routes(settings);
  }

  ControlStore journals() {
    return journals;
  }

  DataSource pool() {
    return pool;
  }

  TransactionTemplate together() {
    return together;
  }

  @Override
  public void close() {
    pool.close();
    journals.close();
    if (supervisor != null) {
      supervisor.close();
    }
    if (embedded != null) {
      embedded.close();
    }
  }
}
