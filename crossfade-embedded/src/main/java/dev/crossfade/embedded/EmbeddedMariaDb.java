package dev.crossfade.embedded;

import dev.crossfade.embedded.process.ManagedService;
import dev.crossfade.embedded.process.Platform;
import dev.crossfade.embedded.process.ServiceFolder;
import java.nio.file.Path;

/**
 * MariaDB 11.4 with a durable row-format binary log, strict global transaction ids, utf8mb4, and
 * TCP on loopback only. Zero dates are refused unless a session takes them out of its {@code
 * sql_mode}.
 */
public final class EmbeddedMariaDb {

  private EmbeddedMariaDb() {}

  /**
   * Starts a server on {@code folder}, or adopts the one that already runs there, and waits until
   * it answers. Safe to call from several threads with different folders.
   *
   * @throws dev.crossfade.core.problem.ProblemException with a CF-7xxx problem
   */
  public static EmbeddedService<DatabaseEndpoint> start(Path folder, DatabaseOptions options) {
    Platform.mustRunServers("MariaDB");
    ServiceFolder claimed = ServiceFolder.claim(folder, "mariadb");
    try {
      return ManagedService.start("mariadb", claimed, new MariaDbRecipe(claimed, options));
    } catch (RuntimeException e) {
      claimed.close();
      throw e;
    }
  }
}
