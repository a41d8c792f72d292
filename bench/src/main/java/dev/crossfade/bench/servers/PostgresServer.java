package dev.crossfade.bench.servers;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A PostgreSQL server that lives as long as a measurement. */
public interface PostgresServer extends AutoCloseable {

  /** Settings of both sides, those of the method: durable, and never short of log space. */
  Map<String, String> SETTINGS =
      new TreeMap<>(
          Map.of(
              "shared_buffers", "1GB",
              "max_wal_size", "8GB",
              "min_wal_size", "2GB",
              "maintenance_work_mem", "512MB",
              "fsync", "on",
              "synchronous_commit", "on",
              "wal_level", "logical",
              "max_replication_slots", "20",
              "max_wal_senders", "20"));

  /** A database of the server, whether it exists already or not. */
  Postgres database(String name);

  /** Starts Debian's server where it is installed, else the embedded one. */
  static PostgresServer start(Path folder) throws Exception {
    if (DebianPostgres.installed()) {
      return DebianPostgres.start(folder, SETTINGS);
    }
    DatabaseOptions options = DatabaseOptions.database("postgres");
    for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
      options = options.setting(setting.getKey(), setting.getValue());
    }
    return embedded(EmbeddedPostgres.start(folder, options));
  }

  private static PostgresServer embedded(EmbeddedService<DatabaseEndpoint> service) {
    return new PostgresServer() {
      @Override
      public Postgres database(String name) {
        DatabaseEndpoint at = service.endpoint();
        return new Postgres(at.port(), name, at.user(), at.password(), service.pid());
      }

      @Override
      public void close() {
        service.close();
      }
    };
  }
}
