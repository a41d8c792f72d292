package dev.crossfade.embedded.demo;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;

/**
 * A believable mid-size marketing organisation: {@code crm} in PostgreSQL and {@code ads} in
 * MariaDB, with mixed spellings, formats and leftovers. The same seed and number of rows make the
 * same rows, byte for byte, wherever and whenever.
 *
 * @param seed any number
 * @param rows history rows over both databases, at least {@link Volumes#MINIMUM}
 */
public record DemoCompany(long seed, long rows) {

  /** Rows of each table. */
  public Volumes volumes() {
    return Volumes.of(rows);
  }

  /**
   * History rows that the demo's specification must refuse: unknown region spellings, budgets out
   * of range, negative cost.
   */
  public long refusedRows() {
    Volumes volumes = volumes();
    return Refused.among(volumes.contacts())
        + Refused.among(volumes.leads())
        + Refused.among(volumes.campaigns())
        + Refused.among(volumes.dailyPerformance());
  }

  /** Whether the demo's tables already exist in a database. */
  public static boolean livesIn(DemoDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      DatabaseMetaData meta = connection.getMetaData();
      try (ResultSet tables =
          meta.getTables(
              connection.getCatalog(), null, "probe_heartbeat", new String[] {"TABLE"})) {
        return tables.next();
      }
    }
  }

  /**
   * Creates tables and history in both databases, side by side. Blocks until both are complete; not
   * idempotent: fails where the tables exist.
   *
   * @param progress told of rows made since the last call, from two threads
   * @throws SQLException from whichever database failed first
   */
  public void moveIn(DemoDatabase crm, DemoDatabase ads, LongConsumer progress)
      throws SQLException, IOException {
    Volumes volumes = volumes();
    CompletableFuture<Void> advertising =
        CompletableFuture.runAsync(
            () -> {
              try {
                new AdsHistory(seed, volumes).load(ads, progress);
              } catch (SQLException e) {
                throw new CompletionException(e);
              }
            },
            task -> new Thread(task, "demo-ads").start());
    new CrmHistory(seed, volumes).load(crm, progress);
    join(advertising);
  }

  private static void join(CompletableFuture<Void> future) throws SQLException {
    try {
      future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw e;
    }
  }
}
