package dev.crossfade.embedded;

import dev.crossfade.embedded.process.ManagedService;
import dev.crossfade.embedded.process.Platform;
import dev.crossfade.embedded.process.ServiceFolder;
import java.nio.file.Path;

/**
 * PostgreSQL 18 with logical replication on, durable commits, password authentication, and TCP on
 * loopback only.
 */
public final class EmbeddedPostgres {

  private EmbeddedPostgres() {}

  /** Starts with a generated superuser {@code crossfade} and the database {@code postgres}. */
  public static EmbeddedService<DatabaseEndpoint> start(Path folder) {
    return start(folder, DatabaseOptions.database("postgres"));
  }

  /**
   * Starts a server on {@code folder}, or adopts the one that already runs there, and waits until
   * it answers. Safe to call from several threads with different folders.
   *
   * @throws dev.crossfade.core.problem.ProblemException with a CF-7xxx problem
   */
  public static EmbeddedService<DatabaseEndpoint> start(Path folder, DatabaseOptions options) {
    Platform.mustRunServers("PostgreSQL");
    ServiceFolder claimed = ServiceFolder.claim(folder, "postgres");
    try {
      return ManagedService.start("postgres", claimed, new PostgresRecipe(claimed, options));
    } catch (RuntimeException e) {
      claimed.close();
      throw e;
    }
  }
}
