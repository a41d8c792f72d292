package dev.crossfade.embedded;

import dev.crossfade.embedded.process.ManagedService;
import dev.crossfade.embedded.process.Platform;
import dev.crossfade.embedded.process.ServiceFolder;
import java.nio.file.Path;

/**
 * MySQL 8.0 with a durable row-format binary log, global transaction ids, utf8mb4, passwords by
 * {@code caching_sha2_password}, and TCP on loopback only. Its programs are there only after a
 * build with the profile {@code mysql}, and need the system's libaio and libnuma.
 */
public final class EmbeddedMySql {

  private EmbeddedMySql() {}

  /**
   * Starts a server on {@code folder}, or adopts the one that already runs there, and waits until
   * it answers. Safe to call from several threads with different folders.
   *
   * @throws dev.crossfade.core.problem.ProblemException with a CF-7xxx problem
   */
  public static EmbeddedService<DatabaseEndpoint> start(Path folder, DatabaseOptions options) {
    Platform.mustRunServers("MySQL");
    ServiceFolder claimed = ServiceFolder.claim(folder, "mysql");
    try {
      return ManagedService.start("mysql", claimed, new MySqlRecipe(claimed, options));
    } catch (RuntimeException e) {
      claimed.close();
      throw e;
    }
  }
}
