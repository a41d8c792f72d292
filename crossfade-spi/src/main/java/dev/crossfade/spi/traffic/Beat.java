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
 */
public record Beat(
    String gateway, long epoch, long settled, Duration gone, List<Observation> seen) {

  public Beat {
    seen = List.copyOf(seen);
  }
}
