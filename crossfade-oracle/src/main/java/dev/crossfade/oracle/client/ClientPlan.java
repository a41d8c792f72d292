package dev.crossfade.oracle.client;

import java.net.URI;
import java.nio.file.Path;

/**
 * What clients are to do.
 *
 * @param address of the applications, or of what stands before them
 * @param journal file of the journal, continued if it exists
 * @param readers clients that read
 * @param writers clients that write
 * @param readsPerSecond over all readers
 * @param writesPerSecond over all writers
 * @param seed of the requests' choice
 */
public record ClientPlan(
    URI address,
    Path journal,
    int readers,
    int writers,
    int readsPerSecond,
    int writesPerSecond,
    long seed) {

  /** Fifty reads by five clients and fifty writes by five others, each second. */
  public static ClientPlan standard(URI address, Path journal) {
    return new ClientPlan(address, journal, 5, 5, 50, 50, 1);
  }

  /** The same at other rates. */
  public ClientPlan at(int reads, int writes) {
    return new ClientPlan(address, journal, readers, writers, reads, writes, seed);
  }

  public ClientPlan {
    if (readers < 1 || writers < 1 || writers > 90 || readsPerSecond < 1 || writesPerSecond < 1) {
      throw new IllegalArgumentException("clients: 1 reader and 1 to 90 writers at least");
    }
  }
}
