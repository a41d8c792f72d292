package dev.crossfade.core.traffic;

import dev.crossfade.core.canary.Observation;
import java.time.Duration;
import java.util.List;

/**
 * The latest sign of life of a gateway, as the store of the record has it.
 *
 * @param gateway its name
 * @param epoch of the record it goes by
 * @param settled epoch up to which it has obeyed completely: what it forwarded under earlier
 *     records and what these records do not allow any more has ended
 * @param silent since when it has said nothing
 * @param gone silence after which nothing that it forwarded can be under way any more
 * @param seen of the reads of routes with a share
 * @param build version of Crossfade that it runs; empty when it does not tell
 */
public record GatewaySign(
    String gateway,
    long epoch,
    long settled,
    Duration silent,
    Duration gone,
    List<Observation> seen,
    String build) {

  public GatewaySign {
    seen = List.copyOf(seen);
  }

  /** One that does not tell which version it runs. */
  public GatewaySign(
      String gateway,
      long epoch,
      long settled,
      Duration silent,
      Duration gone,
      List<Observation> seen) {
    this(gateway, epoch, settled, silent, gone, seen, "");
  }

  /** Whether what it forwarded may still be under way. */
  public boolean counts() {
    return silent.compareTo(gone) <= 0;
  }
}
