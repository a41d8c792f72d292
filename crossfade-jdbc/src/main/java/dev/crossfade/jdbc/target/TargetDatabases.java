package dev.crossfade.jdbc.target;

import dev.crossfade.spi.target.TargetDatabase;

/** Opens targets. */
public final class TargetDatabases {

  private TargetDatabases() {}

  /**
   * Opens a PostgreSQL database (version 12 or newer) as target. Connects lazily: the first call
   * that needs the database reports when it cannot be reached.
   */
  public static TargetDatabase open(TargetSettings settings) {
    return new PostgresTarget(settings);
  }
}
