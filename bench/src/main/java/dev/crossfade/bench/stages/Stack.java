package dev.crossfade.bench.stages;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedKafka;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.KafkaEndpoint;
import dev.crossfade.embedded.KafkaOptions;
import dev.crossfade.embedded.demo.DemoCompany;
import dev.crossfade.embedded.demo.DemoDatabase;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.kafka.connect.RestartPlugin;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The real services: a source with the demo's contacts, Kafka with Connect, an empty target. */
final class Stack implements AutoCloseable {

  private static final Map<String, String> SETTINGS =
      Map.of("shared_buffers", "512MB", "max_wal_size", "4GB", "maintenance_work_mem", "256MB");

  final EmbeddedService<DatabaseEndpoint> crm;
  final EmbeddedService<DatabaseEndpoint> unified;
  final EmbeddedService<KafkaEndpoint> kafka;

  private Stack(
      EmbeddedService<DatabaseEndpoint> crm,
      EmbeddedService<DatabaseEndpoint> unified,
      EmbeddedService<KafkaEndpoint> kafka) {
    this.crm = crm;
    this.unified = unified;
    this.kafka = kafka;
  }

  static Stack start(Path folder, long rows) throws Exception {
    EmbeddedService<DatabaseEndpoint> crm = postgres(folder, "crm");
    EmbeddedService<DatabaseEndpoint> unified = postgres(folder, "unified");
    try (EmbeddedService<DatabaseEndpoint> ads =
        EmbeddedMariaDb.start(folder.resolve("ads"), DatabaseOptions.database("ads"))) {
      new DemoCompany(42, rows).moveIn(demo(crm.endpoint()), demo(ads.endpoint()), more -> {});
    }
    KafkaOptions options =
        KafkaOptions.defaults()
            .connectSetting(
                "plugin.path", RestartPlugin.install(folder.resolve("plugins")).toString());
    return new Stack(crm, unified, EmbeddedKafka.start(folder.resolve("kafka"), options));
  }

  private static EmbeddedService<DatabaseEndpoint> postgres(Path folder, String name) {
    DatabaseOptions options = DatabaseOptions.database(name);
    for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
      options = options.setting(setting.getKey(), setting.getValue());
    }
    return EmbeddedPostgres.start(folder.resolve(name), options);
  }

  private static DemoDatabase demo(DatabaseEndpoint endpoint) {
    return new DemoDatabase(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }

  KafkaAccess access() {
    return KafkaAccess.of(kafka.endpoint().bootstrap(), kafka.endpoint().connectUrl());
  }

  static Connection connect(EmbeddedService<DatabaseEndpoint> to) throws SQLException {
    DatabaseEndpoint at = to.endpoint();
    return DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password());
  }

  static void run(EmbeddedService<DatabaseEndpoint> on, String... statements) throws SQLException {
    try (Connection connection = connect(on);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static long number(EmbeddedService<DatabaseEndpoint> on, String query) throws SQLException {
    try (Connection connection = connect(on);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() {
    kafka.close();
    unified.close();
    crm.close();
  }
}
