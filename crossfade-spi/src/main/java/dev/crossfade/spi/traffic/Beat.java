package dev.crossfade.spi.traffic;

import dev.crossfade.core.canary.Observation;
import java.time.Duration;
import java.util.List;

/**
 * A sign of life.
 *
 * @param gateway who
 * @param epoch of the record it goes by
 * @param settled epoch up to which it has obeyed completely
 * @param gone silence after which nothing that it forwarded can be under way any more
 * @param seen of the reads of routes with a share
 * @param build version of Crossfade that it runs; empty when it does not tell
 */
public record Beat(
    String gateway, long epoch, long settled, Duration gone, List<Observation> seen, String build) {

  public Beat {
    seen = List.copyOf(seen);
    if (build.length() > 100) {
      throw new IllegalArgumentException("a version has at most 100 characters");
    }
  }

  /** One that does not tell which version it runs. */
  public Beat(String gateway, long epoch, long settled, Duration gone, List<Observation> seen) {
    this(gateway, epoch, settled, gone, seen, "");
  }
}
