package dev.crossfade.oracle.client;

import dev.crossfade.oracle.Trial;
import java.sql.SQLException;
import java.time.Duration;

/** Waits until both stacks show the same of the clients' rows, once no client writes any more. */
public final class ClientQuiescence {

  private ClientQuiescence() {}

  /**
   * Waits.
   *
   * @return whether that happened in time
   */
  public static boolean await(Trial trial, Duration patience)
      throws SQLException, InterruptedException {
    StackRows legacy = StackRows.legacy(trial.crm(), trial.ads());
    StackRows unified =
        StackRows.unified(trial.production().database(), trial.production().schema());
    long end = System.nanoTime() + patience.toNanos();
    while (!legacy.read().equals(unified.read())) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(100);
    }
    return true;
  }
}
