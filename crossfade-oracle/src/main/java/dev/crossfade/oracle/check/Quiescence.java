package dev.crossfade.oracle.check;

import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.Trial;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Waits until production shows what the sources show, once nobody writes any more. */
public final class Quiescence {

  private Quiescence() {}

  /**
   * Waits until every writer's marker is the same on both sides.
   *
   * @return whether that happened in time
   */
  public static boolean await(Trial trial, Duration patience)
      throws SQLException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    do {
      if (reached(trial)) {
        return true;
      }
      Thread.sleep(100);
    } while (System.nanoTime() < end);
    return reached(trial);
  }

  private static boolean reached(Trial trial) throws SQLException {
    try (Connection to = trial.production().database().connect()) {
      for (Source source : Source.values()) {
        try (Connection from = trial.source(source).connect()) {
          String target = trial.production().probe(source, "probe_writer");
          if (!MarkerOracle.read(from, "probe_writer").equals(MarkerOracle.read(to, target))) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
