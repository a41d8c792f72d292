package dev.crossfade.jdbc.target;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.spi.target.TargetDatabase;
import java.sql.SQLException;

/** Opens targets. */
public final class TargetDatabases {

  private TargetDatabases() {}

  /** What to tell when something else that lies in a target cannot be reached. */
  public static ProblemException unavailable(String doing, SQLException error) {
    return Failures.of(doing, error);
  }

  /**
   * Opens a PostgreSQL database (version 12 or newer) as target. Connects lazily: the first call
   * that needs the database reports when it cannot be reached.
   */
  public static TargetDatabase open(TargetSettings settings) {
    return new PostgresTarget(settings);
  }
}
