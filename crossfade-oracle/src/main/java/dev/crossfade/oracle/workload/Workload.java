package dev.crossfade.oracle.workload;

import dev.crossfade.oracle.Database;
import java.nio.file.Path;

/**
 * What a {@link LiveWriter} is to do.
 *
 * @param crm the PostgreSQL source
 * @param ads the MariaDB source
 * @param journal file of the journal, continued if it exists
 * @param writesPerSecond operations (transactions) per second over both sources
 * @param writersPerSource clients of each source
 * @param seed of the operations' choice
 */
public record Workload(
    Database crm,
    Database ads,
    Path journal,
    int writesPerSecond,
    int writersPerSource,
    long seed) {

  /** Two hundred writes a second by two clients of each source. */
  public static Workload standard(Database crm, Database ads, Path journal) {
    return new Workload(crm, ads, journal, 200, 2, 1);
  }

  public Workload {
    if (writesPerSecond < 1 || writersPerSource < 1 || writersPerSource > 90) {
      throw new IllegalArgumentException(
          "a workload needs at least one write per second and 1 to 90 writers per source");
    }
  }

  /** The same at another rate. */
  public Workload at(int rate) {
    return new Workload(crm, ads, journal, rate, writersPerSource, seed);
  }
}
