package dev.crossfade.kafka;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedKafka;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.KafkaEndpoint;
import dev.crossfade.embedded.KafkaOptions;
import dev.crossfade.kafka.connect.RestartPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The real services, started once for all tests of this module. */
public final class Services {

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final List<AutoCloseable> OPEN = new ArrayList<>();
  private static EmbeddedService<KafkaEndpoint> kafka;
  private static EmbeddedService<DatabaseEndpoint> postgres;
  private static EmbeddedService<DatabaseEndpoint> maria;
  private static Path folder;

  private Services() {}

  /** A name nobody has used in this run. */
  public static String fresh(String stem) {
    return stem + NUMBERS.incrementAndGet();
  }

  public static synchronized EmbeddedService<KafkaEndpoint> kafka() throws Exception {
    if (kafka == null) {
      Path plugins = RestartPlugin.install(folder().resolve("plugins"));
      KafkaOptions options =
          KafkaOptions.defaults()
              .heapMegabytes(512)
              .connectSetting("plugin.path", plugins.toString())
              .connectSetting("offset.flush.interval.ms", "50");
      kafka = keep(EmbeddedKafka.start(folder().resolve("kafka"), options));
    }
    return kafka;
  }

  public static synchronized DatabaseEndpoint postgres() throws Exception {
    if (postgres == null) {
      postgres =
          keep(
              EmbeddedPostgres.start(
                  folder().resolve("postgres"),
                  DatabaseOptions.database("crm").setting("max_replication_slots", "30")));
    }
    return postgres.endpoint();
  }

  public static synchronized DatabaseEndpoint maria() throws Exception {
    if (maria == null) {
      maria =
          keep(
              EmbeddedMariaDb.start(folder().resolve("mariadb"), DatabaseOptions.database("shop")));
    }
    return maria.endpoint();
  }

  public static KafkaAccess access() throws Exception {
    KafkaEndpoint endpoint = kafka().endpoint();
    return KafkaAccess.of(endpoint.bootstrap(), endpoint.connectUrl());
  }

  public static Connection connect(DatabaseEndpoint to) throws SQLException {
    return DriverManager.getConnection(to.jdbcUrl(), to.user(), to.password());
  }

  public static void run(DatabaseEndpoint to, String... statements) throws SQLException {
    try (Connection connection = connect(to);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static Path folder() throws Exception {
    if (folder == null) {
      folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "services");
      Runtime.getRuntime().addShutdownHook(new Thread(Services::stop));
    }
    return folder.toAbsolutePath();
  }

  private static <S extends AutoCloseable> S keep(S service) {
    OPEN.add(0, service);
    return service;
  }

  private static void stop() {
    for (AutoCloseable service : OPEN) {
      try {
        service.close();
      } catch (Exception e) {
        System.err.println("cannot stop a service: " + e);
      }
    }
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (java.io.IOException e) {
      System.err.println("cannot remove " + folder + ": " + e);
    }
  }
}
